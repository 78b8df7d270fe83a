// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"
#include "ui/views/NetworkShortcuts.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace cyclo::ui {

/// The layers of a network from top to bottom: what each does, the shape after it, how many parameters it
/// has and how large a part of all parameters that is. Shortcuts run at the right of the boxes.
class NetworkDiagram : public QWidget {
    Q_OBJECT

public:
    explicit NetworkDiagram(QWidget* parent = nullptr);

    /// @param layers  summarize(spec, src)
    void setLayers(const SampleShape& src, const NetworkSpec& spec, std::vector<LayerSummary> layers);
    void setHint(const QString& hint); ///< what stands there instead of layers
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Columns;
    void paintHeader(QPainter& painter, const Columns& columns) const;
    void paintLayer(QPainter& painter, const Columns& columns, int top, const LayerSummary& layer) const;
    void paintArrow(QPainter& painter, const Columns& columns, int top) const;
    void paintShortcuts(QPainter& painter, const Columns& columns) const;

    SampleShape src_;
    std::vector<LayerSummary> layers_;
    std::vector<Shortcut> shortcuts_;
    std::vector<bool> follows_; ///< by layer: the row before is one of its sources
    std::int64_t parameters_ = 0;
    QString hint_;
};

} // namespace cyclo::ui
