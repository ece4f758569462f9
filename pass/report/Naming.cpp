//===- Naming.cpp - Regions and keys by source names ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/Naming.h"

#include "pass/report/LibraryNames.h"

#include "llvm/Demangle/Demangle.h"

#include <cctype>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace polychrome {

namespace {

using Kind = model::Region::Kind;

constexpr std::string_view TypeName = "typeinfo name for ";
constexpr std::string_view TablePointer = "_vptr$";
constexpr std::string_view Unnamed = "(anonymous namespace)::";
constexpr std::string_view AbiTag = "[abi:cxx11]";

/// A class, and where it begins, counted from the key's pointer.
using ClassAt = std::pair<std::int64_t, std::string>;

/// "log_._M_impl._M_start" -> "log_": what a library calls its members is its own.
std::string withoutInternals(std::string Path) {
  for (std::string_view Internal : {"._M_", ".__", "._Vector", "._Rep", ".impl_"})
    if (const std::size_t At = Path.find(Internal); At != std::string::npos)
      Path.erase(At);
  return Path;
}

/// "table+72" -> "table": an offset is nothing that the source has.
std::string withoutOffset(std::string Text) {
  const std::size_t Plus = Text.rfind('+');
  if (Plus != std::string::npos && Plus != 0 && Plus + 1 < Text.size() &&
      Text.find_first_not_of("0123456789", Plus + 1) == std::string::npos)
    Text.erase(Plus);
  return Text;
}

/// Where the name of a unit ends that a symbol is internal to: behind "server.cpp.<hash>!".
bool endsUnit(const std::string &Text, std::size_t At) {
  constexpr std::size_t ShortestHash = 8;
  const std::size_t Before = Text.find_last_not_of("0123456789abcdef", At - 1);
  return At != 0 && Before != std::string::npos && Text[Before] == '.' &&
         At - Before > ShortestHash;
}

std::string withoutUnit(std::string Text) {
  for (std::size_t At = 0; (At = Text.find('!', At)) != std::string::npos; ++At) {
    if (!endsUnit(Text, At))
      continue;
    const std::size_t Space = Text.rfind(' ', At);
    const std::size_t Begin = Space == std::string::npos ? 0 : Space + 1;
    Text.erase(Begin, At + 1 - Begin);
    if (Text.compare(Begin, 2, "::") == 0)
      Text.erase(Begin, 2);
    At = Begin;
  }
  return Text;
}

/// What the program's author calls what the library calls otherwise.
std::string authorName(const std::string &Type) {
  static constexpr std::pair<std::string_view, std::string_view> Names[] = {
      {"std::_Rb_tree_node", "node of a std::map or std::set"},
      {"std::_Rb_tree", "std::map or std::set"},
      {"std::_List_node", "node of a std::list"},
      {"std::__detail::_List_node", "node of a std::list"},
      {"std::__cxx11::_List", "std::list"},
      {"std::__cxx11::list", "std::list"},
      {"std::__detail::_Hash_node", "node of a hash table"},
      {"std::_Hashtable", "hash table"},
      {"std::_Deque_", "std::deque"},
      {"std::_Vector_", "std::vector"},
      {"std::__cxx11::basic_string", "std::string"},
      {"std::_Sp_counted_", "control block of a std::shared_ptr"},
      {"std::__shared_", "std::shared_ptr"},
      {"std::__weak_", "std::weak_ptr"},
      {"std::_Function_base", "std::function"},
      {"boost::asio::detail::io_object_impl", "Asio I/O object"}};
  for (const auto &[Library, Author] : Names)
    if (Type.starts_with(Library))
      return std::string(Author);
  return shortName(Type);
}

/// A member of a class, as the class's author would say it; Base where it is none.
std::string memberName(const std::string &Type, const std::string &Field, const char *Base) {
  if (const std::size_t At = Field.find(TablePointer); At != std::string::npos)
    return "virtual table pointer of " + Field.substr(At + TablePointer.size());
  if (ofLibrary(Type)) {
    const bool Internal = Field.starts_with("_") || Field.starts_with("+") || Field.ends_with("_");
    const std::string Name = authorName(Type);
    return Internal || Name != Type ? Name : Type + "::" + Field;
  }
  return Field.starts_with("+") ? Base + Type : Type + "::" + Field;
}

/// Without what only the ABI has.
std::string plain(std::string Text) {
  for (std::size_t At; (At = Text.find(AbiTag)) != std::string::npos;)
    Text.erase(At, AbiTag.size());
  return withoutUnit(std::move(Text));
}

class RowNamer {
public:
  RowNamer(model::Row &R, const model::Types &Ts) : R(R), T(Ts) {
    for (const model::HandlerEffect &E : R.Effects)
      if (E.Where.What == Kind::Context && !E.Where.Owned && !E.What.Object.empty())
        Objects[E.Where.Slot].insert({E.What.ObjectOffset, E.What.Object});
  }

  void run() {
    for (model::HandlerEffect &E : R.Effects) {
      E.What.Note = demangled(E.What.Note);
      for (model::Frame &Call : E.What.Via)
        Call.Function = plain(Call.Function);
      if (E.Where.What == Kind::Context)
        nameContext(E);
      else if (E.Where.What == Kind::Global)
        nameGlobal(E);
      else if (E.Where.InClosure)
        E.Text = "elements of the closure's own " + authorName(E.Where.OwnerType);
      else if (E.Where.What == Kind::Any)
        nameAny(E);
      E.Text = plain(E.Text);
    }
    nameWholeGlobals();
    R.Name = plain(R.Name);
    R.Why = demangled(R.Why);
    nameKeys();
  }

private:
  /// The widest class known at the key that spans these bytes; the user's before the
  /// library's.
  const ClassAt *objectAt(std::uint32_t Slot, std::int64_t Lo) const {
    const ClassAt *Best = nullptr;
    std::pair<bool, std::uint64_t> BestRank;
    const auto Found = Objects.find(Slot);
    if (Found == Objects.end())
      return nullptr;
    for (const auto &Candidate : Found->second) {
      const model::TypeLayout *Layout = T.layout(Candidate.second);
      if (!Layout || Lo < Candidate.first || Lo >= Candidate.first + std::int64_t(Layout->Size))
        continue;
      const std::pair Rank(!ofLibrary(Candidate.second), Layout->Size);
      if (!Best || Rank > BestRank) {
        Best = &Candidate;
        BestRank = Rank;
      }
    }
    return Best;
  }

  /// Of unknown address, so the type is all that there is to say.
  void nameAny(model::HandlerEffect &E) const {
    const model::Effect &What = E.What;
    E.Spelled = spelled(What);
    if (E.Text.starts_with("any any "))
      E.Text.erase(0, 4); // "any pointer" is how TBAA calls all pointers
    else if (What.Object.empty() || What.Where.Offset == model::UnknownOffset)
      E.Text = "any " + authorName(E.Text.substr(4));
    else
      E.Text = "any " + memberName(model::Types::display(What.Object), fieldOf(What), "");
  }

  /// Through one pointer in what a named key leads to: further classes on the way are not
  /// known.
  std::string spelled(const model::Effect &What) const {
    const std::vector<model::Load> &Loads = What.Where.Loads;
    if (What.Where.Kind != model::Root::Param || Loads.size() != 2 || What.Object.empty() ||
        What.Where.Offset == model::UnknownOffset || Loads[0].Offset == model::UnknownOffset ||
        Loads[1].Offset == model::UnknownOffset)
      return {};
    const std::uint32_t Slot = std::uint32_t(Loads[0].Offset);
    const std::string *Key = R.slotName(Slot);
    const ClassAt *Holder = objectAt(Slot, Loads[1].Offset);
    if (!Key || !Holder || ofLibrary(Holder->second) || ofLibrary(What.Object))
      return {};
    const std::string Pointer =
        withoutInternals(T.fieldName(Holder->second, Loads[1].Offset - Holder->first));
    const std::string Member = fieldOf(What);
    if (Pointer.empty() || Member.empty() || Pointer[0] == '+' || Member[0] == '+' ||
        Member.find(TablePointer) != std::string::npos)
      return {};
    return *Key + "->" + Pointer + "->" + Member;
  }

  std::string fieldOf(const model::Effect &What) const {
    return withoutInternals(T.fieldName(What.Object, What.Where.Offset - What.ObjectOffset));
  }

  void nameGlobal(model::HandlerEffect &E) const {
    std::string Name = E.Text.substr(0, E.Text.find(" (owned"));
    if (E.Where.Owned)
      Name += holderIn(E);
    for (std::size_t At; (At = Name.find(Unnamed)) != std::string::npos;)
      Name.erase(At, Unnamed.size());
    E.Text = shortName(withoutOffset(demangled(withoutInternals(Name))));
    if (E.Where.Owned)
      E.Text += ContentsMark;
  }

  /// What a library does somewhere in a variable that has one container, it does in that.
  void nameWholeGlobals() {
    constexpr std::int64_t Unknown = std::numeric_limits<std::int64_t>::max();
    std::map<std::string, std::set<std::string>> Containers; ///< by variable
    for (const model::HandlerEffect &E : R.Effects)
      if (E.Where.What == Kind::Global && E.Where.Owned)
        Containers[E.Where.Name].insert(E.Text.substr(0, E.Text.rfind(ContentsMark)));
    for (model::HandlerEffect &E : R.Effects) {
      const model::Region &Where = E.Where;
      if (Where.What != Kind::Global || Where.Owned || Where.Hi != Unknown ||
          (E.What.Assumed.empty() && !inLibrary(E.What.At)))
        continue;
      if (const auto Found = Containers.find(Where.Name);
          Found != Containers.end() && Found->second.size() == 1)
        E.Text = *Found->second.begin();
    }
  }

  /// ".values_": the member of a variable whose storage it is.
  std::string holderIn(const model::HandlerEffect &E) const {
    const model::GlobalInfo *Variable = T.global(E.Where.Name);
    if (!Variable || E.What.Where.Loads.empty())
      return {};
    const std::string Field = T.fieldName(Variable->Type, E.What.Where.Loads.front().Offset);
    return Field.starts_with("+") ? std::string() : "." + Field;
  }

  void nameContext(model::HandlerEffect &E) const {
    if (E.What.Tag.Access == model::ReferenceCount) {
      const auto *Owned = E.What.Object.empty() ? nullptr : &E.What.Object;
      E.Text = "context reference count" +
               (Owned ? " of " + model::Types::display(*Owned) : std::string());
      return;
    }
    const std::int64_t Lo = E.Where.Owned ? E.What.Where.Loads[1].Offset : E.Where.Lo;
    const auto *Found = objectAt(E.Where.Slot, Lo);
    E.Text = "context " + (Found ? contextName(*Found, Lo) : unplacedName(E));
    if (E.Where.Owned)
      E.Text += ContentsMark;
  }

  std::string contextName(const ClassAt &In, std::int64_t Lo) const {
    const std::string Type = model::Types::display(In.second);
    if (Type.starts_with("boost::asio::detail::io_object_impl"))
      return "an Asio I/O object";
    if (Type.starts_with("std::_Sp_counted_"))
      return "the control block of a std::shared_ptr";
    return memberName(Type, withoutInternals(T.fieldName(In.second, Lo - In.first)), "a base of ");
  }

  /// Where no class is known that spans the bytes.
  std::string unplacedName(const model::HandlerEffect &E) const {
    const std::string Text = E.Text.substr(std::string_view("context ").size());
    // Counts and what owns an object lie in front of it.
    if (const std::size_t Before = Text.find("::+-"); Before != std::string::npos)
      return "the memory before " + Text.substr(0, Before);
    if (Text.find("->") != std::string::npos)
      return "memory " + ofKey(E.Where.Slot);
    if (const std::size_t Plus = Text.find("::+"); Plus != std::string::npos)
      return "memory of " + Text.substr(0, Plus);
    return withoutInternals(Text);
  }

  /// The pointers in the closure that lead to what others may share.
  void nameKeys() {
    std::set<std::string> Names;
    for (const model::HandlerEffect &E : R.Effects)
      if (E.Where.What == Kind::Context)
        Names.insert(keyName(E.Where.Slot));
    R.Keys.assign(Names.begin(), Names.end());
  }

  /// As the handler's source calls it, or else what it points to.
  std::string keyName(std::uint32_t Slot) const {
    if (const std::string *Name = R.slotName(Slot))
      return *Name;
    return classOfKey(Slot).value_or("a pointer in the closure");
  }

  std::optional<std::string> classOfKey(std::uint32_t Slot) const {
    const ClassAt *Found = objectAt(Slot, 0);
    if (!Found)
      return std::nullopt;
    std::string Type = model::Types::display(Found->second);
    return Type.starts_with("std::_Sp_counted_") ? "std::shared_ptr" : Type;
  }

  /// "of session", or as much as is known.
  std::string ofKey(std::uint32_t Slot) const {
    if (const std::optional<std::string> Type = classOfKey(Slot))
      return "of " + *Type;
    if (const std::string *Name = R.slotName(Slot))
      return "that " + *Name + " points to";
    return "that the closure points to";
  }

  model::Row &R;
  const model::Types &T;
  std::map<std::uint32_t, std::set<ClassAt>> Objects;
};

bool inSymbol(char C) {
  return std::isalnum(static_cast<unsigned char>(C)) || C == '_' || C == '$' || C == '.';
}

} // namespace

void nameForPeople(model::Program &Program, const model::Types &Ts) {
  for (model::Row &R : Program.Rows)
    RowNamer(R, Ts).run();
}

std::string demangled(const std::string &Given) {
  const std::string Text = plain(Given);
  std::string Out;
  for (std::size_t I = 0; I < Text.size();) {
    std::size_t End = I;
    while (End < Text.size() && inSymbol(Text[End]))
      ++End;
    if (End == I) {
      Out += Text[I++];
      continue;
    }
    std::string Word = Text.substr(I, End - I);
    if (Word.starts_with("_Z")) {
      Word = llvm::demangle(Word);
      if (Word.starts_with(TypeName))
        Word.erase(0, TypeName.size());
      Word = shortName(Word);
    }
    Out += Word;
    I = End;
  }
  return Out;
}

} // namespace polychrome
