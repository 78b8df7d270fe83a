// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Arena.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

namespace cyclo::engine {

namespace {

constexpr std::size_t kAlignment = 64; // a cache line, and the widest vector

std::size_t aligned(std::size_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

} // namespace

AlignedBlock::AlignedBlock(std::size_t bytes) {
    const std::size_t size = std::max(aligned(bytes), kAlignment);
    data_.reset(static_cast<std::byte*>(std::aligned_alloc(kAlignment, size)));
    if (!data_)
        throw std::runtime_error("no memory for " + std::to_string(size >> 20) +
                                 " MiB of network; use a smaller batch or network");
    std::memset(data_.get(), 0, size);
}

void AlignedBlock::Free::operator()(std::byte* data) const {
    std::free(data);
}

Arena::Slot Arena::slot() {
    slotBytes_.push_back(0);
    return slotBytes_.size() - 1;
}

memory Arena::request(const memory::desc& desc) {
    return request(desc, slot());
}

memory Arena::request(const memory::desc& desc, Slot slot) {
    slotBytes_[slot] = std::max(slotBytes_[slot], desc.get_size());
    requests_.push_back({memory(desc, engine_, DNNL_MEMORY_NONE), slot});
    return requests_.back().place;
}

void Arena::commit() {
    std::vector<std::size_t> offsets;
    for (std::size_t size : slotBytes_) {
        offsets.push_back(bytes_);
        bytes_ += aligned(size);
    }
    block_ = AlignedBlock(bytes_);
    for (Request& request : requests_)
        request.place.set_data_handle(block_.data() + offsets[request.slot]);
}

} // namespace cyclo::engine
