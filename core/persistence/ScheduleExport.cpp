// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ScheduleExport.h"

#include "core/persistence/StepsCsv.h"

#include <algorithm>
#include <functional>

namespace cyclo {

namespace {

constexpr const char* kTorchLoader = R"(

class RowSchedule:
    """Sets learning rate, momentum (Adam: beta1) and weight decay of every parameter group.

    Make it before the first step and call step() after each optimizer.step(), as with PyTorch's own schedulers.
    To go on at step t of an earlier run, make it with step=t.
    """

    def __init__(self, optimizer, step=0):
        self.optimizer = optimizer
        self.t = step
        self.apply()

    def apply(self):
        for group in self.optimizer.param_groups:
            group["lr"] = ROWS["lr"][self.t]
            group["weight_decay"] = ROWS["weight_decay"][self.t]
            if "momentum" in group:
                group["momentum"] = ROWS["momentum"][self.t]
            elif "betas" in group:
                group["betas"] = (ROWS["momentum"][self.t], group["betas"][1])

    def step(self):
        if self.t >= STEPS:
            raise RuntimeError(f"the schedule has {STEPS} steps, and they are done")
        self.t += 1
        if self.t < STEPS:
            self.apply()
)";

constexpr const char* kKerasLoader = R"(
import keras


class RowSchedule(keras.callbacks.Callback):
    """Sets learning rate and momentum (Adam: beta_1) before each batch: model.fit(..., callbacks=[RowSchedule()]).

    Weight decay is left to the model: Keras knows it as an L2 regularizer of a layer, or decoupled in the optimizer.
    To go on at step t of an earlier run, make it with step=t.
    """

    def __init__(self, step=0):
        super().__init__()
        self.t = step

    def momentum_name(self):
        names = [name for name in ("momentum", "beta_1") if hasattr(self.model.optimizer, name)]
        return names[0] if names else None

    def on_train_begin(self, logs=None):
        name = self.momentum_name()
        if name is None:
            return
        momentum = getattr(self.model.optimizer, name)
        moves = len(set(ROWS["momentum"])) > 1
        if moves and not hasattr(momentum, "assign") and not self.model.run_eagerly:
            raise RuntimeError("Keras compiles the momentum as a constant; for a momentum that moves, "
                               "compile the model with run_eagerly=True")

    def on_train_batch_begin(self, batch, logs=None):
        if self.t >= STEPS:
            raise RuntimeError(f"the schedule has {STEPS} steps, and they are done")
        optimizer = self.model.optimizer
        optimizer.learning_rate = ROWS["lr"][self.t]
        name = self.momentum_name()
        if name is not None and hasattr(getattr(optimizer, name), "assign"):
            getattr(optimizer, name).assign(ROWS["momentum"][self.t])
        elif name is not None:
            setattr(optimizer, name, ROWS["momentum"][self.t])
        self.t += 1
)";

/// A column as Python has it: of one value, a product.
void addColumn(std::string& text, const char* key, const std::vector<double>& values) {
    const bool isOne = std::ranges::adjacent_find(values, std::not_equal_to{}) == values.end();
    text += "    \"";
    text += key;
    text += "\": ";
    text += isOne ? Json(std::vector{values.front()}).dump() : Json(values).dump();
    if (isOne) text += " * " + std::to_string(values.size());
    text += ",\n";
}

std::string rowsText(const ScheduleDocument& document, ExportedRows rows, const std::string& file) {
    if (rows == ExportedRows::FromFile) {
        std::string text = "import json\n\nwith open(";
        text += Json(file).dump();
        return text + ") as file:\n    ROWS = json.load(file)[\"rows\"]\n";
    }
    std::string text = "ROWS = {\n";
    addColumn(text, "lr", document.rows.learningRate);
    addColumn(text, "momentum", document.rows.momentum);
    addColumn(text, "weight_decay", document.rows.weightDecay);
    return text + "}\n";
}

std::string madeFor(const ScheduleDocument& document) {
    const auto& optimizer = document.optimizer;
    std::string text = "# Made for " + toString(optimizer.kind) + " in the form of " +
                       toString(optimizer.momentumForm) + ", weight decay " +
                       toString(optimizer.weightDecayMode);
    if (document.batchSize) text += ", batches of " + std::to_string(*document.batchSize);
    return text + ".\n";
}

std::string loader(const ScheduleDocument& document, const std::string& rows, const char* program) {
    return "# One row of learning rate, momentum and weight decay for each of " +
           std::to_string(document.totalSteps()) + " optimizer steps.\n" + madeFor(document) + rows +
           "STEPS = len(ROWS[\"lr\"])\n" + program;
}

} // namespace

std::string exportedSchedule(const ScheduleDocument& document, ExportTarget target, ExportedRows rows,
                             const std::string& file) {
    switch (target) {
    case ExportTarget::Torch:
        return loader(document, rowsText(document, rows, file), kTorchLoader);
    case ExportTarget::Keras:
        return loader(document, rowsText(document, rows, file), kKerasLoader);
    case ExportTarget::Csv:
        break;
    }
    return scheduleCsv(document.rows);
}

} // namespace cyclo
