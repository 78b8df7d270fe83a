// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <chrono>

namespace cyclo::ui {

/// How long to wait from one delivery to the next where it and the repaint it caused took `spent` of
/// processor time: so long that showing a run takes 1.5 % of a core, yet 5 times in 2 seconds at least and 30
/// times a second at most.
std::chrono::milliseconds deliveryInterval(std::chrono::nanoseconds spent);

/// Times out when the bridge should deliver what its threads have to say. The cores belong to the training:
/// the more the window works for a delivery, the rarer they come (deliveryInterval).
class DeliveryTimer : public QTimer {
public:
    explicit DeliveryTimer(QObject* parent = nullptr);

    void begin(); ///< from now on, at the highest rate first

private:
    void adapt();

    std::chrono::nanoseconds before_{}; ///< processor time of this thread at the last timeout
};

} // namespace cyclo::ui
