// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Arena.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

namespace cyclo::engine {

namespace {

constexpr std::size_t kAlignment = 64; // a cache line, and the widest vector

constexpr std::size_t kHugePage = 2 << 20;

std::size_t aligned(std::size_t bytes, std::size_t alignment = kAlignment) {
    return (bytes + alignment - 1) / alignment * alignment;
}

/// Zeroed. A large block lies in huge pages, where the system has them for programs that ask: a step goes
/// through all of it, and looks up each page that it comes to. ResNets in f32 are 1.05 times as fast.
/// @return null if there is not so much memory
std::byte* allocate(std::size_t bytes) {
    const bool isLarge = bytes >= 4 * kHugePage;
    const std::size_t alignment = isLarge ? kHugePage : kAlignment;
    const std::size_t size = std::max(aligned(bytes, alignment), alignment);
    auto* const data = static_cast<std::byte*>(std::aligned_alloc(alignment, size));
    if (!data) return nullptr;
    if (isLarge) madvise(data, size, MADV_HUGEPAGE); // a wish, which may be refused
    std::memset(data, 0, size);
    return data;
}

} // namespace

AlignedBlock::AlignedBlock(std::size_t bytes) {
    data_.reset(allocate(bytes));
    if (!data_)
        throw std::runtime_error("no memory for " + std::to_string(bytes >> 20) +
                                 " MiB of network; use a smaller batch or network");
}

void AlignedBlock::Free::operator()(std::byte* data) const {
    std::free(data);
}

memory Arena::request(const memory::desc& desc) {
    const memory place(desc, engine_, DNNL_MEMORY_NONE);
    indexOf_[place.get()] = requests_.size();
    requests_.push_back({.place = place, .bytes = aligned(desc.get_size()), .first = {}, .last = {}});
    return place;
}

void Arena::use(const memory& place, Moment moment) {
    const auto found = indexOf_.find(place.get());
    if (found == indexOf_.end()) return;
    Request& request = requests_[found->second];
    request.first = request.used ? std::min(request.first, moment) : moment;
    request.last = request.used ? std::max(request.last, moment) : moment;
    request.used = true;
}

/// The lowest offset at which the request meets nothing that is placed; `placed` is in order of offsets.
std::size_t Arena::freeOffset(const Request& request, std::vector<const Request*>& placed) const {
    std::size_t offset = 0;
    for (const Request* other : placed) {
        if (!request.meets(*other)) continue;
        if (offset + request.bytes <= other->offset) break;
        offset = std::max(offset, other->offset + other->bytes);
    }
    return offset;
}

void Arena::commit() {
    // The large ones first: they leave the smallest gaps.
    std::vector<Request*> bySize;
    for (Request& request : requests_)
        bySize.push_back(&request);
    std::ranges::stable_sort(bySize, std::ranges::greater{}, &Request::bytes);

    std::vector<const Request*> placed;
    for (Request* request : bySize) {
        request->offset = freeOffset(*request, placed);
        placed.insert(std::ranges::upper_bound(placed, request->offset, {}, &Request::offset), request);
        bytes_ = std::max(bytes_, request->offset + request->bytes);
    }
    block_ = AlignedBlock(bytes_);
    for (Request& request : requests_)
        request.place.set_data_handle(block_.data() + request.offset);
}

} // namespace cyclo::engine
