// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/PolicyJson.h"
#include "core/schedules/Schedule.h"

#include <iostream>
#include <stdexcept>
#include <string>

/// Reads one generator ({"policy": ..., "total_steps": N, ...}) a line, and writes its rows or {"refused":
/// why} as one line of JSON each.
int main() {
    using namespace cyclo;
    for (std::string line; std::getline(std::cin, line);) {
        const Json json = parseJson(line);
        const JsonValue generator(json);
        Json answer;
        try {
            const auto rows =
                rowsOf({policyFromJson(generator).value()}, generator.at("total_steps").integer());
            answer = {{"lr", rows.learningRate}, {"momentum", rows.momentum}};
        } catch (const std::invalid_argument& error) {
            answer = {{"refused", error.what()}};
        }
        std::cout << answer.dump() << '\n';
    }
}
