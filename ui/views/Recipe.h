// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/RecipeLine.h"

#include <vector>

namespace cyclo::ui {

class Workspace;
struct LrBounds;

/// The recipe so far in words, for the strip: learning rates, momentum, weight decay, batch, schedule, data
/// and network.
std::vector<RecipeItem> recipeOf(const Workspace& workspace);

/// "◂ picked", "◂ recommended", ...
QString sourceWords(const LrBounds& bounds);

} // namespace cyclo::ui
