// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/bridge/DeliveryTimer.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace cyclo::ui;
using namespace std::chrono_literals;

TEST_CASE("Deliveries come as often as 1.5 % of a core allow, within limits", "[ui][bridge]") {
    CHECK(deliveryInterval(0ns) == 33ms);
    CHECK(deliveryInterval(400us) == 66ms); // a started millisecond counts
    CHECK(deliveryInterval(3ms) == 198ms);
    CHECK(deliveryInterval(10ms) == 400ms);
    CHECK(deliveryInterval(1h) == 400ms);
}

TEST_CASE("A window that works much for a delivery gets them more rarely", "[ui][bridge]") {
    DeliveryTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [] {
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 40) {
        } // busy, as a large repaint is
    });
    QSignalSpy delivered(&timer, &QTimer::timeout);
    timer.begin();
    CHECK(timer.intervalAsDuration() == 33ms);
    while (delivered.size() < 2)
        REQUIRE(delivered.wait(5000));
    CHECK(timer.intervalAsDuration() > 33ms);
    timer.begin();
    CHECK(timer.intervalAsDuration() == 33ms);
}
