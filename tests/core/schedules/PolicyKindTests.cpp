// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyKind.h"
#include "core/schedules/PolicyRange.h"
#include "tests/support/Catch.h"

#include <set>

using namespace cyclo;

TEST_CASE("Every alternative of a policy has its kind, in the same order", "[schedules][fields]") {
    const auto& kinds = policyKinds();
    REQUIRE(kinds.size() == std::variant_size_v<Policy>);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        CAPTURE(kinds[i].title);
        CHECK(kinds[i].defaults.index() == i);
        CHECK(&kindOf(kinds[i].defaults) == &kinds[i]);
        CHECK(findPolicyKind(kinds[i].name, kinds[i].flavour) == &kinds[i]);
    }
}

TEST_CASE("Policies are found by the words of the command line, Smith's 1cycle by default",
          "[schedules][fields]") {
    for (const auto* name : {"constant", "multistep", "inv", "triangular", "triangular2", "exp_range",
                             "onecycle", "cosine", "sgdr", "trapezoid", "sweep", "phases"})
        CHECK(findPolicyKind(name, "") != nullptr);
    CHECK(std::holds_alternative<SmithOneCycle>(findPolicyKind("onecycle", "")->defaults));
    CHECK(std::holds_alternative<TorchOneCycle>(findPolicyKind("onecycle", "torch")->defaults));
    CHECK(findPolicyKind("onecycle", "keras") == nullptr);
    CHECK(findPolicyKind("cubic", "") == nullptr);
}

TEST_CASE("A field gives back what is set, and its policy is another one then", "[schedules][fields]") {
    const auto& kind = policyKinds()[GENERATE(range(std::size_t{0}, std::variant_size_v<Policy>))];
    for (const auto& field : kind.fields) {
        CAPTURE(kind.title, field.key);
        Policy policy = kind.defaults;
        FieldValue other;
        switch (field.type) {
        case FieldType::Number:
            other = 0.4321;
            break;
        case FieldType::Count:
            other = std::int64_t{17};
            break;
        case FieldType::Flag:
            other = !std::get<bool>(field.get(policy).value());
            break;
        case FieldType::Word:
            other = field.words.back();
            break;
        case FieldType::Shares:
            other = std::vector{0.1, 0.2};
            break;
        case FieldType::Phases:
            other = std::vector{Phase{.steps = 7}};
            break;
        }
        field.set(policy, other);
        CHECK(field.get(policy) == other);
        CHECK(policy != kind.defaults);
        if (field.leftOut.empty()) continue;
        field.set(policy, std::nullopt);
        CHECK(field.get(policy) == std::nullopt);
    }
}

TEST_CASE("The defaults are settings that a run can have", "[schedules][fields]") {
    for (const auto& kind : policyKinds()) {
        CAPTURE(kind.title);
        std::set<std::string> keys;
        for (const auto& field : kind.fields) {
            CHECK(keys.insert(field.key).second);
            CHECK_FALSE(field.label.empty());
            CHECK_FALSE(field.help.empty());
        }
        CHECK_NOTHROW(requireInRanges(kind.defaults));
    }
}

TEST_CASE("A flag that is on by default is switched off by its option", "[schedules][fields]") {
    const Policy triangular = Triangular{}, oneCycle = TorchOneCycle{};
    const auto& cyclic = kindOf(triangular);
    CHECK(cyclic.find("cycle_momentum")->option(cyclic.defaults) == "--no-cycle-momentum");
    const auto& torch = kindOf(oneCycle);
    CHECK(torch.find("three_phase")->option(torch.defaults) == "--three-phase");
    CHECK(torch.find("final_div_factor")->option(torch.defaults) == "--final-div-factor");
}

TEST_CASE("The range of a policy is between its lowest and highest setting", "[schedules][fields]") {
    CHECK(lrRangeOf(Constant{.learningRate = 0.2}) == ValueRange{0.2, 0.2});
    CHECK(lrRangeOf(SmithOneCycle{.maxLr = 0.5}) == ValueRange{0.05, 0.5});
    CHECK(lrRangeOf(TorchOneCycle{.maxLr = 0.5}) == ValueRange{0.02, 0.5});
    CHECK(lrRangeOf(Cosine{.learningRate = 0.5, .minLr = 0.1}) == ValueRange{0.1, 0.5});
    CHECK(lrRangeOf(Sweep{.lrMin = 0.1, .lrMax = 2}) == ValueRange{0.1, 2});
    const Phase phase{
        .steps = 3, .learningRate = {.from = 0.3, .to = 0.1}, .momentum = {.from = 0.9, .to = 0.8}};
    CHECK(lrRangeOf(Phases{{phase}}) == ValueRange{0.1, 0.3});
    CHECK(momentumRangeOf(Phases{{phase}}) == ValueRange{0.8, 0.9});
    CHECK(momentumRangeOf(Triangular{}) == ValueRange{0.8, 0.9});
    CHECK(momentumRangeOf(Triangular{.cycleMomentum = false, .momentum = 0.7}) == ValueRange{0.7, 0.7});
    CHECK(momentumRangeOf(Constant{.momentum = 0.6}) == ValueRange{0.6, 0.6});
}

TEST_CASE("The highest momentum of a policy is what it holds, or where its cycle begins",
          "[schedules][policy]") {
    CHECK(withHighestMomentum(Constant{}, 0.97) == Policy(Constant{.momentum = 0.97}));
    CHECK(withHighestMomentum(SmithOneCycle{}, 0.97) == Policy(SmithOneCycle{.maxMomentum = 0.97}));
    CHECK(withHighestMomentum(SmithOneCycle{}, 0.5) ==
          Policy(SmithOneCycle{.baseMomentum = 0.5, .maxMomentum = 0.5}));
    CHECK(withHighestMomentum(Triangular{.cycleMomentum = false}, 0.97) ==
          Policy(Triangular{.cycleMomentum = false, .momentum = 0.97}));
    CHECK(withHighestMomentum(Phases{}, 0.97) == Policy(Phases{}));
}
