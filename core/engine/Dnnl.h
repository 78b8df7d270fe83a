// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one place that knows which oneDNN it is: 2.x makes a primitive from an operation descriptor, 3.x takes
// the arguments directly. Everything else in this folder uses these functions.

#include <oneapi/dnnl/dnnl.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace cyclo::engine {

using dnnl::memory;
using tag = memory::format_tag;

inline constexpr auto kF32 = memory::data_type::f32;
inline constexpr auto kBf16 = memory::data_type::bf16;

/// The values of a memory, as they are stored in it; null for an empty one.
template <typename Value> Value* valuesOf(const memory& place) {
    return place ? static_cast<Value*>(place.get_data_handle()) : nullptr;
}

/// The values of a memory of f32.
inline float* floats(const memory& place) {
    return valuesOf<float>(place);
}

/// Whether oneDNN has only its reference code for this, hundreds of times slower than its best.
template <typename PrimitiveDesc> bool isReference(const PrimitiveDesc& desc) {
    return std::string_view(desc.impl_info_str()).find("ref") != std::string_view::npos;
}

inline memory::dims dimsOf(const memory::desc& desc) {
#if DNNL_VERSION_MAJOR >= 3
    return desc.get_dims();
#else
    return desc.dims();
#endif
}

inline memory::data_type typeOf(const memory::desc& desc) {
#if DNNL_VERSION_MAJOR >= 3
    return desc.get_data_type();
#else
    return desc.data_type();
#endif
}

/// Whether the values lie as this format has them, without gaps.
inline bool isLaidOut(const memory::desc& desc, tag format) {
    return desc == memory::desc(dimsOf(desc), typeOf(desc), format);
}

struct Window2d {
    memory::dims kernel;       ///< [KH, KW]
    memory::dims strides;      ///< [SH, SW]
    memory::dims paddingBegin; ///< [PH, PW], above and left
    memory::dims paddingEnd;   ///< [PH, PW], below and right
};

/// Attributes of every primitive: the scratchpad is ours, so that executing allocates nothing.
inline dnnl::primitive_attr userScratchpad() {
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    return attributes;
}

/// The same with dst = max(dst, 0) fused behind the primitive.
inline dnnl::primitive_attr userScratchpadAndRelu() {
    dnnl::post_ops relu;
#if DNNL_VERSION_MAJOR >= 3
    relu.append_eltwise(dnnl::algorithm::eltwise_relu, 0.f, 0.f);
#else
    relu.append_eltwise(1.f, dnnl::algorithm::eltwise_relu, 0.f, 0.f);
#endif
    dnnl::primitive_attr attributes = userScratchpad();
    attributes.set_post_ops(relu);
    return attributes;
}

/// Winograd's algorithm is ours: oneDNN 3.x has it no more.
inline constexpr auto kConvolution = dnnl::algorithm::convolution_direct;

inline dnnl::convolution_forward::primitive_desc
convolutionForward(const dnnl::engine& engine, const memory::desc& src, const memory::desc& weights,
                   const memory::desc& bias, const memory::desc& dst, const Window2d& window,
                   const dnnl::primitive_attr& attributes) {
    constexpr auto kind = dnnl::prop_kind::forward_training;
#if DNNL_VERSION_MAJOR >= 3
    return {engine,         kind,                kConvolution,      src,       weights, bias, dst,
            window.strides, window.paddingBegin, window.paddingEnd, attributes};
#else
    return {{kind, kConvolution, src, weights, bias, dst, window.strides, window.paddingBegin, window.paddingEnd},
            attributes,
            engine};
#endif
}

inline dnnl::convolution_backward_weights::primitive_desc
convolutionBackwardWeights(const dnnl::engine& engine, const memory::desc& src, const memory::desc& diffWeights,
                           const memory::desc& diffBias, const memory::desc& diffDst, const Window2d& window,
                           const dnnl::convolution_forward::primitive_desc& hint) {
#if DNNL_VERSION_MAJOR >= 3
    return {engine,              kConvolution,      src,  diffWeights,     diffBias, diffDst, window.strides,
            window.paddingBegin, window.paddingEnd, hint, userScratchpad()};
#else
    return {{kConvolution, src, diffWeights, diffBias, diffDst, window.strides, window.paddingBegin, window.paddingEnd},
            userScratchpad(),
            engine,
            hint};
#endif
}

inline dnnl::convolution_backward_data::primitive_desc
convolutionBackwardData(const dnnl::engine& engine, const memory::desc& diffSrc, const memory::desc& weights,
                        const memory::desc& diffDst, const Window2d& window,
                        const dnnl::convolution_forward::primitive_desc& hint) {
#if DNNL_VERSION_MAJOR >= 3
    return {engine,         kConvolution,        diffSrc,           weights, diffDst,
            window.strides, window.paddingBegin, window.paddingEnd, hint,    userScratchpad()};
#else
    return {{kConvolution, diffSrc, weights, diffDst, window.strides, window.paddingBegin, window.paddingEnd},
            userScratchpad(),
            engine,
            hint};
#endif
}

inline dnnl::inner_product_forward::primitive_desc
innerProductForward(const dnnl::engine& engine, const memory::desc& src, const memory::desc& weights,
                    const memory::desc& bias, const memory::desc& dst,
                    const dnnl::primitive_attr& attributes) {
    constexpr auto kind = dnnl::prop_kind::forward_training;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, kind, src, weights, bias, dst, attributes};
#else
    return {{kind, src, weights, bias, dst}, attributes, engine};
#endif
}

inline dnnl::inner_product_backward_weights::primitive_desc
innerProductBackwardWeights(const dnnl::engine& engine, const memory::desc& src,
                            const memory::desc& diffWeights, const memory::desc& diffBias,
                            const memory::desc& diffDst,
                            const dnnl::inner_product_forward::primitive_desc& hint) {
#if DNNL_VERSION_MAJOR >= 3
    return {engine, src, diffWeights, diffBias, diffDst, hint, userScratchpad()};
#else
    return {{src, diffWeights, diffBias, diffDst}, userScratchpad(), engine, hint};
#endif
}

inline dnnl::inner_product_backward_data::primitive_desc
innerProductBackwardData(const dnnl::engine& engine, const memory::desc& diffSrc, const memory::desc& weights,
                         const memory::desc& diffDst,
                         const dnnl::inner_product_forward::primitive_desc& hint) {
#if DNNL_VERSION_MAJOR >= 3
    return {engine, diffSrc, weights, diffDst, hint, userScratchpad()};
#else
    return {{diffSrc, weights, diffDst}, userScratchpad(), engine, hint};
#endif
}

inline dnnl::pooling_forward::primitive_desc poolingForward(const dnnl::engine& engine,
                                                            dnnl::algorithm algorithm,
                                                            const memory::desc& src, const memory::desc& dst,
                                                            const Window2d& window) {
    constexpr auto kind = dnnl::prop_kind::forward_training;
#if DNNL_VERSION_MAJOR >= 3
    return {engine,         kind,           algorithm,       src, dst, window.strides, window.kernel, {0, 0},
            window.paddingBegin, window.paddingEnd, userScratchpad()};
#else
    return {{kind, algorithm, src, dst, window.strides, window.kernel, window.paddingBegin, window.paddingEnd},
            userScratchpad(),
            engine};
#endif
}

inline dnnl::pooling_backward::primitive_desc
poolingBackward(const dnnl::engine& engine, dnnl::algorithm algorithm, const memory::desc& diffSrc,
                const memory::desc& diffDst, const Window2d& window,
                const dnnl::pooling_forward::primitive_desc& hint) {
#if DNNL_VERSION_MAJOR >= 3
    return {engine, algorithm,      diffSrc,        diffDst, window.strides,  window.kernel,
            {0, 0}, window.paddingBegin, window.paddingEnd, hint,    userScratchpad()};
#else
    return {{algorithm, diffSrc, diffDst, window.strides, window.kernel, window.paddingBegin, window.paddingEnd},
            userScratchpad(),
            engine,
            hint};
#endif
}

inline dnnl::eltwise_forward::primitive_desc reluForward(const dnnl::engine& engine,
                                                         const memory::desc& data) {
    constexpr auto kind = dnnl::prop_kind::forward_training;
    constexpr auto algorithm = dnnl::algorithm::eltwise_relu;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, kind, algorithm, data, data, 0.f, 0.f, userScratchpad()};
#else
    return {{kind, algorithm, data, 0.f, 0.f}, userScratchpad(), engine};
#endif
}

/// Takes the layer's result, not its source: it may have been computed in place or fused.
inline dnnl::eltwise_backward::primitive_desc reluBackward(const dnnl::engine& engine,
                                                           const memory::desc& data) {
    constexpr auto algorithm = dnnl::algorithm::eltwise_relu_use_dst_for_bwd;
#if DNNL_VERSION_MAJOR >= 3
    const dnnl::eltwise_forward::primitive_desc hint(engine, dnnl::prop_kind::forward_training, algorithm,
                                                     data, data, 0.f, 0.f, userScratchpad());
    return {engine, algorithm, data, data, data, 0.f, 0.f, hint, userScratchpad()};
#else
    const dnnl::eltwise_forward::primitive_desc hint(
        {dnnl::prop_kind::forward_training, algorithm, data, 0.f, 0.f}, userScratchpad(), engine);
    return {{algorithm, data, data, 0.f, 0.f}, userScratchpad(), engine, hint};
#endif
}

inline dnnl::lrn_forward::primitive_desc lrnForward(const dnnl::engine& engine, const memory::desc& data,
                                                    memory::dim size, float alpha, float beta) {
    constexpr auto kind = dnnl::prop_kind::forward_training;
    constexpr auto algorithm = dnnl::algorithm::lrn_within_channel;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, kind, algorithm, data, data, size, alpha, beta, 1.f, userScratchpad()};
#else
    return {{kind, algorithm, data, size, alpha, beta, 1.f}, userScratchpad(), engine};
#endif
}

inline dnnl::lrn_backward::primitive_desc lrnBackward(const dnnl::engine& engine, const memory::desc& data,
                                                      memory::dim size, float alpha, float beta,
                                                      const dnnl::lrn_forward::primitive_desc& hint) {
    constexpr auto algorithm = dnnl::algorithm::lrn_within_channel;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, algorithm, data, data, data, size, alpha, beta, 1.f, hint, userScratchpad()};
#else
    return {{algorithm, data, data, size, alpha, beta, 1.f}, userScratchpad(), engine, hint};
#endif
}

/// dst = sum of the sources, all in one layout.
inline dnnl::sum::primitive_desc sumOf(const dnnl::engine& engine, const memory::desc& data,
                                       std::size_t count) {
    const std::vector<float> scales(count, 1.f);
    const std::vector<memory::desc> sources(count, data);
#if DNNL_VERSION_MAJOR >= 3
    return {engine, data, scales, sources, userScratchpad()};
#else
    return {data, scales, sources, engine, userScratchpad()};
#endif
}

/// Rows [N, C], each padded to a multiple of 8 values; what the padding holds is nobody's business.
inline memory::desc paddedRows(const memory::dims& dims, memory::data_type type) {
    return {dims, type, memory::dims{(dims[1] + 7) / 8 * 8, 1}};
}

/// Where the values of a channel lie in an [N, C, H, W] or [N, C] memory: channels in blocks, each block of a
/// sample being H·W rows of `block` values. Channels-last is one block as wide as C; padding fills
/// up the last block.
struct ChannelBlocks {
    memory::dim samples = 0;
    memory::dim blocks = 0; ///< of a sample
    memory::dim rows = 0;   ///< H·W
    memory::dim block = 0;  ///< values of a row
    memory::dim channels = 0;
};

/// @return nothing where the layout is none of nChw8c, nChw16c, NHWC and padded rows
inline std::optional<ChannelBlocks> channelBlocksOf(const memory::desc& desc) {
    const memory::dims dims = dimsOf(desc);
    const memory::data_type type = typeOf(desc);
    if (dims.size() == 2 && desc == paddedRows(dims, type))
        return ChannelBlocks{dims[0], 1, 1, (dims[1] + 7) / 8 * 8, dims[1]};
    if (dims.size() != 4) return std::nullopt;
    ChannelBlocks blocks{.samples = dims[0], .blocks = 1, .rows = dims[2] * dims[3], .block = 0,
                         .channels = dims[1]};
    if (isLaidOut(desc, tag::nhwc))
        blocks.block = dims[1];
    else if (isLaidOut(desc, tag::nChw8c))
        blocks.block = 8;
    else if (isLaidOut(desc, tag::nChw16c))
        blocks.block = 16;
    else
        return std::nullopt;
    blocks.blocks = (dims[1] + blocks.block - 1) / blocks.block;
    return blocks;
}

} // namespace cyclo::engine
