// The one place where Beast is compiled: everyone else only includes its declarations.
#include <boost/beast/src.hpp>
