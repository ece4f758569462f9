// An executor of the program's own behind Asio's any_io_executor.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <boost/asio.hpp>
int executed;
struct counting {
  boost::asio::io_context *io;
  boost::asio::execution_context &query(boost::asio::execution::context_t) const noexcept { return *io; }
  static constexpr boost::asio::execution::blocking_t query(boost::asio::execution::blocking_t) noexcept { return boost::asio::execution::blocking.never; }
  template <class F> void execute(F f) const { executed++; boost::asio::post(*io, std::move(f)); }
  bool operator==(const counting &o) const noexcept { return io == o.io; }
  bool operator!=(const counting &o) const noexcept { return io != o.io; }
  counting require(boost::asio::execution::blocking_t::never_t) const { return *this; }
  counting prefer(boost::asio::execution::relationship_t::fork_t) const { return *this; }
  counting prefer(boost::asio::execution::relationship_t::continuation_t) const { return *this; }
  counting prefer(boost::asio::execution::outstanding_work_t::tracked_t) const { return *this; }
  counting prefer(boost::asio::execution::outstanding_work_t::untracked_t) const { return *this; }
};
struct session { boost::asio::any_io_executor ex; int n; };
extern "C" void a(session *s) { s->ex.execute([] {}); }
extern "C" void b() { executed = 3; }
int main() { boost::asio::io_context io; session s{boost::asio::any_io_executor(counting{&io}), 0}; a(&s); }
