//===- Records.cpp - Summaries as bytes -----------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A payload is a string table (count, then length and bytes of each) followed by
// the value's fields in declaration order. One description of the fields, the
// `fields` overloads, serves both directions. They take every struct apart with
// a structured binding, so a member that is added to Summary.h and forgotten
// here does not compile.
//
// The reader bounds what a damaged payload can make it allocate: an element
// takes at least one byte of input, so a count larger than what is left is an
// error at once, and the strings that are copied out of the table share a budget.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Records.h"

#include "polychrome/abi.h"

#include <algorithm>
#include <concepts>
#include <cstring>
#include <limits>
#include <map>
#include <string_view>
#include <type_traits>

namespace polychrome::model {
namespace {

/// Far more than any real record's strings; a table of one long string that is
/// named a million times must not eat the machine.
constexpr std::size_t MaxStringBytes = std::size_t(256) << 20;

template <class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

void fields(auto &A, Is<Location> auto &X) {
  auto &[File, Line, Column] = X;
  A(File, Line, Column);
}
void fields(auto &A, Is<Frame> auto &X) {
  auto &[Function, At] = X;
  A(Function, At);
}
void fields(auto &A, Is<Load> auto &X) {
  auto &[Offset, Owning, Owner] = X;
  A(Offset, Owning, Owner);
}
void fields(auto &A, Is<Path> auto &X) {
  auto &[Kind, Index, Name, Loads, Offset, Span] = X;
  A(Kind, Index, Name, Loads, Offset, Span);
}
void fields(auto &A, Is<TypeTag> auto &X) {
  auto &[Base, Access, Offset] = X;
  A(Base, Access, Offset);
}
void fields(auto &A, Is<Effect> auto &X) {
  auto &[Where, Size, How, Tag, Object, ObjectOffset, Final, At, Via, Assumed, Note] = X;
  A(Where, Size, How, Tag, Object, ObjectOffset, Final, At, Via, Assumed, Note);
}
void fields(auto &A, Is<ValueSet> auto &X) {
  auto &[Values, Any, Dropped] = X;
  A(Values, Any, Dropped);
}
void fields(auto &A, Is<Store> auto &X) {
  auto &[Where, What] = X;
  A(Where, What);
}
void fields(auto &A, Is<Post> auto &X) {
  auto &[Handler, Closure] = X;
  A(Handler, Closure);
}
void fields(auto &A, Is<LocalObject> auto &X) {
  auto &[Contents] = X;
  A(Contents);
}
void fields(auto &A, Is<CallSite> auto &X) {
  auto &[Id, Kind, Callee, Slot, Target, Args, Final, Owner, At, Via] = X;
  A(Id, Kind, Callee, Slot, Target, Args, Final, Owner, At, Via);
}
void fields(auto &A, Is<Predicate> auto &X) {
  auto &[Offset, Size, Mask, Value, Label] = X;
  A(Offset, Size, Mask, Value, Label);
}
void fields(auto &A, Is<Body> auto &X) {
  auto &[When, Effects, Locals, Stores, Calls, Posts, Returns, Published, PublishedAll, Exclusive,
         Pinned, Why] = X;
  A(When, Effects, Locals, Stores, Calls, Posts, Returns, Published, PublishedAll, Exclusive,
    Pinned, Why);
}
void fields(auto &A, Is<Binding> auto &X) {
  auto &[Handler, Target, Offset, Member] = X;
  A(Handler, Target, Offset, Member);
}
void fields(auto &A, Is<SlotName> auto &X) {
  auto &[Offset, Name] = X;
  A(Offset, Name);
}
void fields(auto &A, Is<FunctionSummary> auto &X) {
  auto &[Symbol, Name, At, Kind, Strand, Bound, Slots, NumParams, Bodies] = X;
  A(Symbol, Name, At, Kind, Strand, Bound, Slots, NumParams, Bodies);
}
void fields(auto &A, Is<VirtualEntry> auto &X) {
  auto &[TypeId, Slot, Symbol] = X;
  A(TypeId, Slot, Symbol);
}
void fields(auto &A, Is<Member> auto &X) {
  auto &[Offset, Size, Type, Name, Holds] = X;
  A(Offset, Size, Type, Name, Holds);
}
void fields(auto &A, Is<TypeLayout> auto &X) {
  auto &[Name, Size, Members] = X;
  A(Name, Size, Members);
}
void fields(auto &A, Is<GlobalInfo> auto &X) {
  auto &[Name, Display, Type, Size, At, Resources] = X;
  A(Name, Display, Type, Size, At, Resources);
}
void fields(auto &A, Is<AliasInfo> auto &X) {
  auto &[Name, Variable, Offset] = X;
  A(Name, Variable, Offset);
}
void fields(auto &A, Is<OwnerFlow> auto &X) {
  auto &[To, From] = X;
  A(To, From);
}
void fields(auto &A, Is<UnitInfo> auto &X) {
  auto &[Name, Instrumented, Types, TbaaTypes, Globals, Virtuals, Owners, Uniques, Aliases] = X;
  A(Name, Instrumented, Types, TbaaTypes, Globals, Virtuals, Owners, Uniques, Aliases);
}
void fields(auto &A, Is<LinkInfo> auto &X) {
  auto &[Program, Complete, Plain] = X;
  A(Program, Complete, Plain);
}

constexpr Mode lastOf(Mode) { return Mode::CommuteXor; }
constexpr Root lastOf(Root) { return Root::Unknown; }
constexpr CallKind lastOf(CallKind) { return CallKind::Registered; }
constexpr HandlerKind lastOf(HandlerKind) { return HandlerKind::Function; }

void putUnsigned(std::string &To, std::uint64_t V) {
  for (; V >= 0x80; V >>= 7)
    To.push_back(static_cast<char>(V | 0x80));
  To.push_back(static_cast<char>(V));
}

/// Zigzag keeps small negative offsets small.
constexpr std::uint64_t zigzag(std::int64_t V) {
  return (static_cast<std::uint64_t>(V) << 1) ^ static_cast<std::uint64_t>(V >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t V) {
  return static_cast<std::int64_t>((V >> 1) ^ (0 - (V & 1)));
}

class Writer {
public:
  void operator()(const auto &...Fields) { (put(Fields), ...); }

  std::string finish() const {
    std::string Out;
    putUnsigned(Out, Table.size());
    for (std::string_view S : Table) {
      putUnsigned(Out, S.size());
      Out += S;
    }
    return Out + Bytes;
  }

private:
  template <class T> void put(const T &X) {
    if constexpr (std::is_enum_v<T>)
      putUnsigned(Bytes, static_cast<std::uint64_t>(X));
    else if constexpr (std::unsigned_integral<T>)
      putUnsigned(Bytes, X);
    else if constexpr (std::signed_integral<T>)
      putUnsigned(Bytes, zigzag(X));
    else
      fields(*this, X);
  }

  void put(const std::string &S) {
    auto [It, New] = Index.try_emplace(S, Table.size());
    if (New)
      Table.push_back(S);
    putUnsigned(Bytes, It->second);
  }

  template <class T> void put(const std::vector<T> &V) {
    putUnsigned(Bytes, V.size());
    for (const T &X : V)
      put(X);
  }

  template <class T, class U> void put(const std::pair<T, U> &P) {
    put(P.first);
    put(P.second);
  }

  std::string Bytes;
  std::vector<std::string_view> Table; ///< into the value being written
  std::map<std::string_view, std::size_t> Index;
};

class Reader {
public:
  explicit Reader(std::span<const std::byte> Payload)
      : Rest(reinterpret_cast<const char *>(Payload.data()), Payload.size()) {
    std::uint64_t Count = getCount();
    for (; Count && !Bad; --Count) {
      std::uint64_t Length = getCount();
      Table.push_back(Rest.substr(0, Bad ? 0 : Length));
      Rest.remove_prefix(Table.back().size());
    }
  }

  void operator()(auto &...Fields) { (get(Fields), ...); }

  void fail(const char *Why) {
    if (!Bad)
      Bad = Why;
    Rest = {};
  }

  /// What is wrong, or null. Everything must have been read.
  const char *finish() {
    if (!Rest.empty())
      fail("bytes are left over");
    return Bad;
  }

private:
  std::uint64_t getUnsigned() {
    std::uint64_t V = 0;
    for (unsigned Shift = 0; Shift < 64; Shift += 7) {
      if (Rest.empty()) {
        fail("it is cut short");
        return 0;
      }
      const auto Byte = static_cast<unsigned char>(Rest.front());
      Rest.remove_prefix(1);
      if (Shift == 63 && Byte > 1)
        break;
      V |= std::uint64_t(Byte & 0x7f) << Shift;
      if (!(Byte & 0x80))
        return V;
    }
    fail("a number is too large");
    return 0;
  }

  std::uint64_t getAtMost(std::uint64_t Max) {
    const std::uint64_t V = getUnsigned();
    if (V <= Max)
      return V;
    fail("a number is too large");
    return 0;
  }

  /// A count of things that take at least a byte each.
  std::uint64_t getCount() {
    const std::uint64_t V = getUnsigned();
    if (V <= Rest.size())
      return V;
    fail("it is cut short");
    return 0;
  }

  template <class T> void get(T &X) {
    if constexpr (std::is_enum_v<T>)
      X = static_cast<T>(getAtMost(static_cast<std::uint64_t>(lastOf(T{}))));
    else if constexpr (std::same_as<T, bool>)
      X = getAtMost(1) != 0;
    else if constexpr (std::unsigned_integral<T>)
      X = static_cast<T>(getAtMost(std::numeric_limits<T>::max()));
    else if constexpr (std::signed_integral<T>)
      X = unzigzag(getUnsigned());
    else
      fields(*this, X);
  }

  void get(std::string &S) {
    const std::uint64_t I = getUnsigned();
    if (Bad)
      return;
    if (I >= Table.size())
      return fail("a string's number is out of range");
    if (Table[I].size() > MaxStringBytes - StringBytes)
      return fail("its strings are too long");
    StringBytes += Table[I].size();
    S = Table[I];
  }

  template <class T> void get(std::vector<T> &V) {
    for (std::uint64_t Count = getCount(); Count && !Bad; --Count)
      get(V.emplace_back());
  }

  template <class T, class U> void get(std::pair<T, U> &P) {
    get(P.first);
    get(P.second);
  }

  std::string_view Rest;
  std::vector<std::string_view> Table;
  std::size_t StringBytes = 0;
  const char *Bad = nullptr;
};

template <class T> std::string encodeValue(const T &X) {
  Writer W;
  W(X);
  return W.finish();
}

bool always(const Predicate &P) { return P.Size == 0; }

bool validSize(const Predicate &P) {
  return P.Size == 0 || P.Size == 1 || P.Size == 2 || P.Size == 4 || P.Size == 8;
}

/// Promises of Summary.h that users of a summary build on.
void validate(Reader &R, const FunctionSummary &F) {
  if (F.Bodies.empty() || !always(F.Bodies.back().When))
    R.fail("no row applies always");
  if (!std::all_of(F.Bodies.begin(), F.Bodies.end(),
                   [](const Body &B) { return validSize(B.When); }))
    R.fail("a predicate has a wrong size");
}
void validate(Reader &, const UnitInfo &) {}
void validate(Reader &, const LinkInfo &) {}

template <class T>
bool decodeValue(std::span<const std::byte> Payload, T &Out, std::string &Error) {
  Out = T();
  Reader R(Payload);
  R(Out);
  if (!R.finish())
    validate(R, Out);
  if (const char *Bad = R.finish()) {
    Error = Bad;
    return false;
  }
  return true;
}

bool allZero(std::span<const std::byte> Bytes) {
  return std::all_of(Bytes.begin(), Bytes.end(), [](std::byte B) { return B == std::byte{0}; });
}

std::string versionError(unsigned Version) {
  const std::string Formats = " (format " + std::to_string(Version) + ", this one reads " +
                              std::to_string(POLYCHROME_ABI_VERSION) + "): ";
  return Version > POLYCHROME_ABI_VERSION
             ? "this was made by a newer Polychrome" + Formats + "rebuild it or update Polychrome"
             : "this was made by an older Polychrome" + Formats + "rebuild it";
}

/// What is wrong with a header that is followed by Available bytes in all.
const char *headerProblem(const polychrome_record &H, std::size_t Available) {
  if (H.size < sizeof(H) || H.size % 8 || H.payload > H.size - sizeof(H))
    return "its length makes no sense";
  if (H.size > Available)
    return "it is cut short";
  return nullptr;
}

bool addRecord(const polychrome_record &H, std::span<const std::byte> Payload, bool Addresses,
               RecordSet &Into, std::string &Error) {
  switch (H.kind) {
  case POLYCHROME_RECORD_UNIT:
    return decode(Payload, Into.Units.emplace_back(), Error);
  case POLYCHROME_RECORD_FUNCTION:
    return decode(
        Payload,
        Into.Functions.emplace_back(FunctionSummary(), Addresses ? H.function : nullptr).first,
        Error);
  case POLYCHROME_RECORD_HOOK:
    if (Addresses)
      Into.Hooked.push_back(H.function);
    return true;
  case POLYCHROME_RECORD_REQUIRE:
    if (Addresses)
      Into.Required.push_back(H.function);
    return true;
  case POLYCHROME_RECORD_LINK: {
    LinkInfo &Link = Into.Links.emplace_back();
    const bool Ok = decode(Payload, Link, Error);
    Into.Complete |= Ok && Link.Program && Link.Complete;
    return Ok;
  }
  }
  Error = "its kind " + std::to_string(H.kind) + " is not known";
  return false;
}

} // namespace

std::string encode(const UnitInfo &U) { return encodeValue(U); }
std::string encode(const FunctionSummary &F) { return encodeValue(F); }
std::string encode(const LinkInfo &L) { return encodeValue(L); }

bool decode(std::span<const std::byte> Payload, UnitInfo &Out, std::string &Error) {
  return decodeValue(Payload, Out, Error);
}
bool decode(std::span<const std::byte> Payload, FunctionSummary &Out, std::string &Error) {
  return decodeValue(Payload, Out, Error);
}

bool decode(std::span<const std::byte> Payload, LinkInfo &Out, std::string &Error) {
  return decodeValue(Payload, Out, Error);
}

bool readSection(std::span<const std::byte> Section, bool Addresses, RecordSet &Into,
                 std::string &Error) {
  std::span<const std::byte> Rest = Section;
  const auto Damaged = [&](const std::string &Why) {
    Error = "the summaries are damaged (record at byte " +
            std::to_string(Section.size() - Rest.size()) + ": " + Why + "): rebuild it";
    return false;
  };
  while (!Rest.empty()) {
    // A linker aligns what it puts together; no record begins with eight zeros.
    const std::size_t Step = std::min<std::size_t>(8, Rest.size());
    if (allZero(Rest.first(Step))) {
      Rest = Rest.subspan(Step);
      continue;
    }
    polychrome_record H = {};
    std::memcpy(&H, Rest.data(), std::min(sizeof(H), Rest.size()));
    if (H.magic != POLYCHROME_RECORD_MAGIC)
      return Damaged("it does not begin as a record does");
    if (H.version != POLYCHROME_ABI_VERSION && Rest.size() >= sizeof(H)) {
      Error = versionError(H.version);
      return false;
    }
    if (Rest.size() < sizeof(H))
      return Damaged("it is cut short");
    if (const char *Why = headerProblem(H, Rest.size()))
      return Damaged(Why);
    std::string Why;
    if (!addRecord(H, Rest.subspan(sizeof(H), H.payload), Addresses, Into, Why))
      return Damaged(Why);
    Rest = Rest.subspan(H.size);
  }
  return true;
}

} // namespace polychrome::model
