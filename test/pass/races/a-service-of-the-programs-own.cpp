// A service of the programs own.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <boost/asio.hpp>
struct counting : boost::asio::execution_context::service { using key_type = counting; static boost::asio::execution_context::id id; int n = 0; explicit counting(boost::asio::execution_context &c) : boost::asio::execution_context::service(c) {} void shutdown() override {} };
boost::asio::execution_context::id counting::id;
extern "C" void a(boost::asio::execution_context *io) { boost::asio::use_service<counting>(*io).n++; }
