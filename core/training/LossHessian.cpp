// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/LossHessian.h"

#include "core/tensor/Rng.h"

#include <cmath>

namespace cyclo {

namespace {

template <class Values> double lengthOf(const Values& values) {
    double squares = 0.0;
    for (const double value : values)
        squares += value * value;
    return std::sqrt(squares);
}

} // namespace

LossHessian::LossHessian(Network& network, std::span<const float> src, std::span<const std::int32_t> labels)
    : network_(network), src_(src), labels_(labels), kept_(network.state()) {}

LossHessian::~LossHessian() {
    network_.setState(kept_);
}

std::size_t LossHessian::size() const {
    return kept_.weights.size();
}

std::vector<double> LossHessian::startVector(std::uint64_t seed) {
    std::vector<double> vector(size());
    const auto gradient = gradientAt(0.0, vector);
    Rng rng(seed, "hessian");
    for (std::size_t i = 0; i < vector.size(); ++i) {
        const double value = rng.normal();
        // Padding has no gradient and no weight; what else has neither has no curvature to be seen.
        if (gradient[i] != 0.f || kept_.weights[i] != 0.f) vector[i] = value;
    }
    return vector;
}

void LossHessian::multiply(std::span<const double> vector, std::span<double> product) {
    constexpr double kShare = 1e-3;
    const double weights = lengthOf(kept_.weights), length = lengthOf(vector);
    const double distance = kShare * (weights > 0.0 ? weights : 1.0) / length;
    const auto ahead = gradientAt(distance, vector);
    for (std::size_t i = 0; i < product.size(); ++i)
        product[i] = static_cast<double>(ahead[i]);
    const auto behind = gradientAt(-distance, vector);
    for (std::size_t i = 0; i < product.size(); ++i)
        product[i] = (product[i] - static_cast<double>(behind[i])) / (2.0 * distance);
}

std::span<const float> LossHessian::gradientAt(double distance, std::span<const double> vector) {
    network_.setState(kept_); // dropout draws the same again
    const ParameterView parameters = network_.parameters();
    for (std::size_t i = 0; i < vector.size(); ++i)
        parameters.weights[i] =
            static_cast<float>(static_cast<double>(kept_.weights[i]) + distance * vector[i]);
    network_.forward(src_, labels_);
    network_.backward();
    return parameters.gradients;
}

} // namespace cyclo
