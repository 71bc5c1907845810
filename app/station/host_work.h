#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QWidget>
#include <functional>
#include <memory>

#include "desk/host.h"
#include "station/session.h"

namespace sandau::station {

/// Does beside Qt's thread what a host takes time for. `then` is called on it, unless `owner` or its contest
/// is gone; what is refused is said as any command's is, by `named`.
template <class Value>
void ask_host(QWidget* owner, Session& session, const QString& named,
              std::function<Result<Value>(Host&)> work, std::function<void(const Value&)> then) {
    if (!session.is_open()) return;
    const std::shared_ptr<Host> host = session.opened().host;
    session.beside([self = QPointer<QWidget>(owner), &session, host, work = std::move(work), named,
                    then = std::move(then)] {
        const auto done = std::make_shared<Result<Value>>(work(*host));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, &session, host, done, named, then] {
                if (!self || !session.is_open() || session.opened().host != host) return;
                if (*done)
                    then(**done);
                else
                    emit session.refused(done->error(), named);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace sandau::station
