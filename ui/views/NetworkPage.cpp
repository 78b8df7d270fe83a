// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/NetworkPage.h"

#include "core/network/NamedNetworks.h"
#include "ui/models/RecipeText.h"
#include "ui/panels/NetworkPanel.h"
#include "ui/theme/Numbers.h"
#include "ui/views/NetworkDiagram.h"
#include "ui/views/Workspace.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <stdexcept>

namespace cyclo::ui {

NetworkPage::NetworkPage(Workspace& workspace, QWidget* parent)
    : NetworkPage(workspace, new NetworkPanel, parent) {}

NetworkPage::NetworkPage(Workspace& workspace, NetworkPanel* panel, QWidget* parent)
    : Page(panel, parent),
      workspace_(workspace),
      panel_(panel),
      title_(addTitle()),
      diagram_(new NetworkDiagram) {
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(diagram_);
    area->viewport()->setBackgroundRole(QPalette::Base);
    diagram_->setBackgroundRole(QPalette::Base);
    picture()->addWidget(area, 1);
    connect(panel_, &NetworkPanel::configChanged, this, [this](const ExperimentConfig& config) {
        workspace_.setConfig(config, tr("change of the network"));
    });
    connect(&workspace_, &Workspace::experimentChanged, this, &NetworkPage::showExperiment);
    connect(&workspace_, &Workspace::dataChanged, this, &NetworkPage::drawNetwork);
    showExperiment();
}

void NetworkPage::showExperiment() {
    panel_->setConfig(workspace_.config());
    drawNetwork();
}

void NetworkPage::drawNetwork() {
    const auto source = workspace_.data();
    const std::string& spec = workspace_.config().network;
    title_->setText(networkTitle(spec));
    if (!source) {
        diagram_->setHint(tr("The layers with their shapes will stand here once the data are open: their "
                             "samples decide the shapes."));
        return;
    }
    try {
        const NetworkSpec network = networkOf(workspace_.config(), outputCount(*source));
        std::vector<LayerSummary> layers = summarize(network, source->sampleShape);
        std::int64_t parameters = 0;
        for (const LayerSummary& layer : layers)
            parameters += layer.parameterCount;
        title_->setText(tr("%1 on %2: %3 layers, %4 parameters")
                            .arg(networkTitle(spec), QString::fromStdString(source->title),
                                 formatCount(static_cast<long long>(layers.size())),
                                 formatCount(parameters)));
        diagram_->setLayers(source->sampleShape, network, std::move(layers));
    } catch (const std::invalid_argument& problem) {
        diagram_->setHint(QString::fromUtf8(problem.what()));
    }
}

} // namespace cyclo::ui
