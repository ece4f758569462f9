#include <polychrome/polychrome.h>

#include <unistd.h>

namespace a_company::of_renown::and_its_project {
struct a_session_of_many_members {
  a_session_of_many_members *the_one_that_came_after_it;
  long number_of_bytes_received;
};
long number_of_requests;

POLYCHROME_HANDLER void the_first_handler_of_them_all(a_session_of_many_members *session) {
  // clang-format off
  number_of_requests = session->number_of_bytes_received > 100 ? session->number_of_bytes_received * 3 : 7 + number_of_requests;
  // clang-format on
}

POLYCHROME_HANDLER void the_second_handler_of_them_all(a_session_of_many_members *session) {
  for (auto *s = session->the_one_that_came_after_it; s; s = s->the_one_that_came_after_it)
    s->number_of_bytes_received = number_of_requests;
}

POLYCHROME_HANDLER void the_third_handler_of_them_all(a_session_of_many_members *session) {
  session->number_of_bytes_received = fork() + vfork();
}
} // namespace a_company::of_renown::and_its_project
