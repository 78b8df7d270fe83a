// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotTypes.h"

#include <QPointF>
#include <QString>
#include <QWidget>

#include <limits>
#include <map>
#include <optional>
#include <vector>

namespace cyclo::ui {

class PlotView;

/// A family of curves that grow side by side: one for each value of a sweep, or several of one colour, a seed
/// each. The mouse isolates the value under it, a click picks it.
class FamilyChart : public QWidget {
    Q_OBJECT

public:
    explicit FamilyChart(QWidget* parent = nullptr);

    PlotView* plot() const { return plot_; }

    /// No members; new axes. @param loss  what the samples to come are: "training loss"
    void clear(const AxisOptions& x, const QString& loss);
    /// @param value  at the end of the curve and in the read-out, and what tells one colour from another:
    /// "1e-4"
    /// @param stem   id of the curve that it goes on from; empty: none
    void addMember(const QString& id, const QString& value, const QString& stem = {});
    /// What members have in common before they part, in a neutral colour: it has no value and picks none.
    void addStem(const QString& id, const QString& name);
    bool hasMember(const QString& id) const { return members_.contains(id); }
    /// @param samples  raw; x rising
    void append(const QString& id, const std::vector<CurveSample>& samples);

    /// Draws the curves of this value strong and the others faint; nothing draws all alike.
    void isolate(const std::optional<QString>& value);

signals:
    void valueHovered(const QString& value); ///< empty: none
    void valueClicked(const QString& value, double x);

private:
    struct Member {
        QString name;
        QString value;                        ///< empty: a stem
        QString stem{};                       ///< id of it; empty: none
        std::optional<QString> firstBranch{}; ///< of a stem, once it has one
        int number = 0;                       ///< decides the ink
        bool isFirst = true;                  ///< of its value: carries the label
        std::vector<CurveSample> samples;
        std::vector<CurveSample> smoothed;
        double lowest = std::numeric_limits<double>::infinity(); ///< of the finite losses
        double highest = 0.0;
    };

    void point(const std::optional<QPointF>& place);
    static void smooth(Member& member, const std::vector<CurveSample>& before,
                       const std::vector<CurveSample>& after);
    void show(const QString& id);
    void showLossAxis();
    QString nearestTo(const QPointF& place) const; ///< the value within reach of a hand; empty: none

    PlotView* plot_ = nullptr;
    std::map<QString, Member> members_;
    QString loss_;   ///< what the samples are
    int values_ = 0; ///< different ones so far
    std::optional<QString> isolated_;
    QString hovered_;
};

} // namespace cyclo::ui
