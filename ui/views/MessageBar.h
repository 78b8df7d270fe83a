// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace cyclo::ui {

enum class MessageKind { Information, Warning, Error };

/// One line at the top of the page for what concerns the run. Stays until it is closed or replaced.
class MessageBar : public QWidget {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(MessageKind kind, const QString& text);
    void clear();
    QString text() const;
    MessageKind kind() const { return kind_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateIcons();

    MessageKind kind_ = MessageKind::Information;
    QLabel* icon_ = nullptr;
    QLabel* text_ = nullptr;
    QToolButton* close_ = nullptr;
};

} // namespace cyclo::ui
