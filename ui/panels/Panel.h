// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QGridLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace cyclo::ui {

class NumberField;

/// A column of labelled fields, 280 px wide: labels left, fields right, all of one width, the sentence about
/// a wrong value under its field, and what is seldom needed under "More".
class Panel : public QWidget {
    Q_OBJECT

public:
    static constexpr int kWidth = 280;

    explicit Panel(QWidget* parent = nullptr);

    /// The first problem shown in the panel; empty if all values are right. A run should wait for that.
    QString problem() const;

    QSize sizeHint() const override;

signals:
    void problemChanged(const QString& problem);

protected:
    enum class Place { Shown, UnderMore };

    void addTitle(const QString& title);

    /// A labelled row. @param toolTip  what it is, usual range, where the default comes from
    void addField(const QString& label, QWidget* field, const QString& toolTip, Place place = Place::Shown);
    void addNumber(const QString& label, NumberField* field, const QString& toolTip,
                   Place place = Place::Shown);
    void addWide(QWidget* widget); ///< over both columns

    void paintEvent(QPaintEvent* event) override;

    void setFieldShown(QWidget* field, bool shown);               ///< with its label
    void setFieldProblem(QWidget* field, const QString& problem); ///< for fields that are no NumberField

private:
    struct Row {
        QLabel* label = nullptr;
        QWidget* field = nullptr;
        QLabel* problem = nullptr;
        Place place = Place::Shown;
        bool shown = true;
    };

    QGridLayout* gridAt(Place place);
    static bool isOfferedUnderMore(const Row& row);
    static void showRow(const Row& row);
    void noteProblem();

    QVBoxLayout* column_ = nullptr;
    QGridLayout* grid_ = nullptr; ///< of the present group; a title or a wide widget ends it
    QGridLayout* moreGrid_ = nullptr;
    QToolButton* more_ = nullptr;
    QList<Row> rows_;
    QString problem_;
};

} // namespace cyclo::ui
