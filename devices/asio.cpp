// The one place where Asio is compiled: everyone else only includes its declarations.
#include <boost/asio/impl/src.hpp>
