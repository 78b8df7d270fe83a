// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Op.h"

#include <algorithm>
#include <iterator>

namespace cyclo::engine {

ActivationRef PlanContext::result(const memory::desc& desc, bool needsDiff) {
    auto activation = std::make_shared<Activation>();
    activation->data = arena.request(desc);
    activation->needsDiff = needsDiff;
    return activation;
}

memory PlanContext::addDiff(Activation& src) {
    const memory place = arena.request(src.desc());
    src.diffs.push_back({place, false});
    return place;
}

memory PlanContext::addDiffOverData(Activation& src) {
    if (src.readByItsOp || src.consumers != 1) return addDiff(src);
    src.diffs.push_back({src.data, false});
    return src.data;
}

BoundPrimitive PlanContext::bind(dnnl::primitive primitive, Arguments arguments, Moment moment) {
    std::vector<std::pair<int, memory>> present; // what a layer does not have, such as a bias, is left out
    std::ranges::copy_if(arguments, std::back_inserter(present),
                         [](const auto& argument) { return static_cast<bool>(argument.second); });
    for (const auto& [argument, place] : present)
        arena.use(place, moment);
    return {std::move(primitive), present};
}

BoundPrimitive PlanContext::bindForward(dnnl::primitive primitive, Arguments arguments) {
    return bind(std::move(primitive), arguments, Moment::forward(op));
}

BoundPrimitive PlanContext::bindBackward(dnnl::primitive primitive, Arguments arguments) {
    return bind(std::move(primitive), arguments, Moment::backward(op));
}

void PlanContext::useForward(std::initializer_list<memory> places) {
    for (const memory& place : places)
        arena.use(place, Moment::forward(op));
}

void PlanContext::useBackward(std::initializer_list<memory> places) {
    for (const memory& place : places)
        arena.use(place, Moment::backward(op));
}

} // namespace cyclo::engine
