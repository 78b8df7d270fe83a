// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyKind.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/SettingChecks.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

void requireInside(const PolicyField& field, double value) {
    const auto option = detail::optionName(field.key);
    detail::requireFinite(option, value);
    if (!field.range.contains(value))
        detail::refuse(option + " must be " + textOf(field.range) + ", got " + exactText(value));
}

struct RequireInside {
    const PolicyField& field;

    void operator()(double value) const { requireInside(field, value); }
    void operator()(std::int64_t value) const {
        if (!field.range.contains(static_cast<double>(value))) {
            detail::refuse(detail::optionName(field.key) + " must be " + textOf(field.range) + ", got " +
                           std::to_string(value));
        }
    }
    void operator()(const std::vector<double>& shares) const {
        for (const double share : shares)
            requireInside(field, share);
    }
    void operator()(bool) const {}
    void operator()(const std::string&) const {}
    void operator()(const std::vector<Phase>&) const {}
};

} // namespace

const PolicyField* PolicyKind::find(std::string_view key) const {
    const auto found = std::ranges::find(fields, key, &PolicyField::key);
    return found == fields.end() ? nullptr : &*found;
}

const std::vector<PolicyKind>& policyKinds() {
    static const std::vector<PolicyKind> kinds{
        {"constant", "", "constant", "neither learning rate nor momentum moves", Constant{},
         fieldsOf(Constant{})},
        {"multistep", "", "multistep", "the learning rate falls by a factor at given shares of the run",
         MultiStep{}, fieldsOf(MultiStep{})},
        {"inv", "", "inverse decay", "the learning rate falls as lr (1 + gamma t)^-power, as in Caffe",
         Inverse{}, fieldsOf(Inverse{})},
        {"triangular", "", "triangular", "the learning rate goes up and down between two bounds",
         Triangular{}, fieldsOf(Triangular{})},
        {"triangular2", "", "triangular2",
         "the learning rate goes up and down between two bounds, half as far each cycle", Triangular2{},
         fieldsOf(Triangular2{})},
        {"exp_range", "", "exp_range",
         "the learning rate goes up and down between two bounds, less far by a factor each step", ExpRange{},
         fieldsOf(ExpRange{})},
        {"onecycle", "smith", "1cycle (Smith)",
         "the learning rate rises once and falls while momentum falls and rises, then a short tail",
         SmithOneCycle{}, fieldsOf(SmithOneCycle{})},
        {"onecycle", "torch", "1cycle (PyTorch)",
         "PyTorch's OneCycleLR: up, then down far below the start, momentum opposite", TorchOneCycle{},
         fieldsOf(TorchOneCycle{})},
        {"onecycle", "fastai", "1cycle (fastai)",
         "fastai's fit_one_cycle: cosine up, cosine down far below the start, momentum opposite",
         FastaiOneCycle{}, fieldsOf(FastaiOneCycle{})},
        {"cosine", "", "cosine", "the learning rate falls along half a cosine", Cosine{}, fieldsOf(Cosine{})},
        {"sgdr", "", "cosine with restarts", "the learning rate falls along half a cosine, again and again",
         Sgdr{}, fieldsOf(Sgdr{})},
        {"trapezoid", "", "trapezoid", "the learning rate rises, stays, and falls linearly at the end",
         Trapezoid{}, fieldsOf(Trapezoid{})},
        {"sweep", "", "sweep", "the learning rate grows from one end to the other, as in a range test",
         Sweep{}, fieldsOf(Sweep{})},
        {"phases", "", "phases", "learning rate, momentum and weight decay follow a list of phases", Phases{},
         fieldsOf(Phases{})},
    };
    return kinds;
}

const PolicyKind& kindOf(const Policy& policy) {
    return policyKinds().at(policy.index());
}

const PolicyKind* findPolicyKind(std::string_view name, std::string_view flavour) {
    const auto& kinds = policyKinds();
    const auto found = std::ranges::find_if(kinds, [&](const PolicyKind& kind) {
        return kind.name == name && (flavour.empty() || kind.flavour == flavour);
    });
    return found == kinds.end() ? nullptr : &*found;
}

std::optional<double> numberOf(const Policy& policy, std::string_view key) {
    const auto* field = kindOf(policy).find(key);
    const auto value = field ? field->get(policy) : std::nullopt;
    return value ? std::optional(std::get<double>(*value)) : std::nullopt;
}

const PolicyField* peakLrField(const Policy& policy) {
    const auto& kind = kindOf(policy);
    const auto* field = kind.find("max_lr");
    return field ? field : kind.find("lr");
}

void requireInRanges(const Policy& policy) {
    for (const auto& field : kindOf(policy).fields)
        if (const auto value = field.get(policy)) std::visit(RequireInside{field}, *value);
}

} // namespace cyclo
