// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/PageId.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace cyclo::ui {

/// One setting of the recipe: "momentum  0.95 – 0.85  ◂ picked".
struct RecipeItem {
    QString name;
    QString value;
    QString source; ///< where the value comes from; empty where it is simply set
    PageId page;    ///< where it is set

    bool operator==(const RecipeItem&) const = default;
};

/// The recipe so far in one line. A click on an item asks for its page. Where the width does not do, sources
/// are left out first, then items from the end; the tooltip always has all of it.
class RecipeLine : public QWidget {
    Q_OBJECT

public:
    explicit RecipeLine(QWidget* parent = nullptr);

    void setItems(const std::vector<RecipeItem>& items);
    const std::vector<RecipeItem>& items() const { return items_; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

signals:
    void pageChosen(cyclo::ui::PageId page);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    int widthOf(const RecipeItem& item, bool withSource) const;
    bool sourcesFit() const;
    const RecipeItem* itemAt(int x) const;

    std::vector<RecipeItem> items_;
};

} // namespace cyclo::ui
