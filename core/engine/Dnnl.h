// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one place that knows which oneDNN it is: 2.x makes a primitive from an operation descriptor, 3.x takes
// the arguments directly. Everything else in this folder uses these functions.

#include <oneapi/dnnl/dnnl.hpp>

namespace cyclo::engine {

using dnnl::memory;

struct Window2d {
    memory::dims kernel;  ///< [KH, KW]
    memory::dims strides; ///< [SH, SW]
    memory::dims padding; ///< [PH, PW], the same on both sides
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

inline dnnl::convolution_forward::primitive_desc
convolutionForward(const dnnl::engine& engine, const memory::desc& src, const memory::desc& weights,
                   const memory::desc& bias, const memory::desc& dst, const Window2d& window,
                   const dnnl::primitive_attr& attributes) {
    constexpr auto kind = dnnl::prop_kind::forward_training;
    constexpr auto algorithm = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    return {engine,         kind,           algorithm,      src,       weights, bias, dst,
            window.strides, window.padding, window.padding, attributes};
#else
    return {{kind, algorithm, src, weights, bias, dst, window.strides, window.padding, window.padding},
            attributes,
            engine};
#endif
}

inline dnnl::convolution_backward_weights::primitive_desc
convolutionBackwardWeights(const dnnl::engine& engine, const memory::desc& src,
                           const memory::desc& diffWeights, const memory::desc& diffBias,
                           const memory::desc& diffDst, const Window2d& window,
                           const dnnl::convolution_forward::primitive_desc& hint) {
    constexpr auto algorithm = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    return {engine,         algorithm,      src,  diffWeights,     diffBias, diffDst, window.strides,
            window.padding, window.padding, hint, userScratchpad()};
#else
    return {{algorithm, src, diffWeights, diffBias, diffDst, window.strides, window.padding, window.padding},
            userScratchpad(),
            engine,
            hint};
#endif
}

inline dnnl::convolution_backward_data::primitive_desc
convolutionBackwardData(const dnnl::engine& engine, const memory::desc& diffSrc, const memory::desc& weights,
                        const memory::desc& diffDst, const Window2d& window,
                        const dnnl::convolution_forward::primitive_desc& hint) {
    constexpr auto algorithm = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    return {engine,         algorithm,      diffSrc,        weights, diffDst,
            window.strides, window.padding, window.padding, hint,    userScratchpad()};
#else
    return {{algorithm, diffSrc, weights, diffDst, window.strides, window.padding, window.padding},
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

inline dnnl::pooling_forward::primitive_desc maxPoolingForward(const dnnl::engine& engine,
                                                               const memory::desc& src,
                                                               const memory::desc& dst,
                                                               const Window2d& window) {
    constexpr auto kind = dnnl::prop_kind::forward_training;
    constexpr auto algorithm = dnnl::algorithm::pooling_max;
#if DNNL_VERSION_MAJOR >= 3
    return {engine,         kind,           algorithm,       src, dst, window.strides, window.kernel, {0, 0},
            window.padding, window.padding, userScratchpad()};
#else
    return {{kind, algorithm, src, dst, window.strides, window.kernel, window.padding, window.padding},
            userScratchpad(),
            engine};
#endif
}

inline dnnl::pooling_backward::primitive_desc
maxPoolingBackward(const dnnl::engine& engine, const memory::desc& diffSrc, const memory::desc& diffDst,
                   const Window2d& window, const dnnl::pooling_forward::primitive_desc& hint) {
    constexpr auto algorithm = dnnl::algorithm::pooling_max;
#if DNNL_VERSION_MAJOR >= 3
    return {engine, algorithm,      diffSrc,        diffDst, window.strides,  window.kernel,
            {0, 0}, window.padding, window.padding, hint,    userScratchpad()};
#else
    return {{algorithm, diffSrc, diffDst, window.strides, window.kernel, window.padding, window.padding},
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

} // namespace cyclo::engine
