//===- Models.h - Library effects as text -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The files in pass/models/, in the manner of LLVM's SpecialCaseList: `fun:` lines name
// functions (mangled or demangled, with globs), `var:` lines name variables,
// `type:` lines name the types that own what their pointers point to (by TBAA
// type name, demangled). What follows `=` says what the thing does; pass/models/
// README.md has the words. The last matching line wins, so a user's file, read
// last, overrides the built-in ones.
//
// A model replaces the function's body, so it is part of the trust base: every
// effect that came from one names its line.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_MODELS_H
#define POLYCHROME_ANALYSIS_MODELS_H

#include "pass/analysis/NamePatterns.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <string>
#include <vector>

namespace llvm {
class CallBase;
class Function;
} // namespace llvm

namespace polychrome {

enum class ModelWord {
  None,           ///< nothing that another invocation could notice
  Fresh,          ///< returns memory that nobody else has
  FreshOwned,     ///< (i) the same, and it is storage of argument i's object from then on
  Free,           ///< (i) gives back the object that argument i points to
  Reads,          ///< (i) reads the object that argument i points to
  Writes,         ///< (i) writes it; stores no pointer into it
  WritesFrom,     ///< (i) writes what argument i and every later pointer argument point to
  WritesBehind,   ///< (i) the same for the pointers stored there: lists of buffers
  StoresInto,     ///< (d,i) stores a pointer into argument i where argument d points
  ReadsBehind,    ///< (i) reads what the pointers stored there lead to
  ReadsFrom,      ///< (i) reads what argument i and every later pointer argument point to
  Formats,        ///< (i) the same for those after the format i, or WritesFrom: see atCall()
  Object,         ///< (i) changes the object and what it owns, e.g. a std::string
  Destroys,       ///< (i) the same for an object that is gone afterwards
  ConstObject,    ///< (i) reads the object and what it owns
  Commute,        ///< (i) updates a counter there whose value nobody compares
  CountRead,      ///< (i) compares a reference count there with a number
  CountWrite,     ///< (i) changes it depending on its value
  CommuteAt,      ///< (i,offset) the same, behind the pointer stored at that offset
  Fd,             ///< (i) uses the descriptor i, owned by where it was loaded from
  Resource,       ///< (name) changes something outside memory
  ResourceUpdate, ///< (name) changes it, and nobody can tell in which order
  ResourceRead,   ///< (name) reads it
  ResourceIf,     ///< (i,bits,name) changes it if argument i has one of these bits, else reads it
  Returns,        ///< (i) returns argument i
  ReturnsWithin,  ///< (i) returns a pointer into the object that argument i points into
  ReturnsInto,    ///< (i) returns something that argument i leads to
  ReturnsOwned,   ///< (i) returns a place in the storage that argument i owns
  Copies,         ///< (d,s) copies the object, pointers included, from s to d
  LastRelease,    ///< (i,slot,typeid) calls that virtual function on argument i if no
                  ///< other owner is left
  Overrides,      ///< (typeid) calls virtual functions that a unit may override
  Disposal,       ///< (i,slot,typeid) calls that virtual function on argument i, which
                  ///< dies without anybody else knowing it
  SharedFromThis, ///< argument 0 becomes a shared_ptr to the object at argument 1
  RunsQueued,     ///< (i) runs what is queued on the strand whose address lies at argument i
  Completes,      ///< hands operations to the loop that were there before, or unknown ones
  Posts,          ///< hands the handler at argument 0 to the loop, with argument 3 as closure
  Invokes,        ///< analysed, and calls the functions passed to its callees
  Exclusive,      ///< must run alone on the thread that called run()
  Pinned,         ///< must run on that thread
  ConstObjectAt,  ///< (i,offset,size,class) reads that object behind the pointer stored at
                  ///< that offset, and what it owns
  Keeps,          ///< (i,j) the object keeps pointers that lie where argument j and later
                  ///< ones point to
  Refers,         ///< (i,j) the object keeps argument j itself
  Static,         ///< (name) changes memory of the library's own
  StaticRead,     ///< (name) reads it
  ReturnsStatic,  ///< (name) returns a pointer to it
  Calls,          ///< (name) calls the functions that units register with the library
  OnlyOf,         ///< (namespaces) holds only where the name mentions no other classes
  Analyse         ///< takes back an earlier model: look at the body
};

struct ModelEffect {
  ModelWord Word = ModelWord::None;
  unsigned Arg = 0;
  unsigned Arg2 = 0;
  std::string Name;
  unsigned Size = 0;
};

struct Model {
  llvm::SmallVector<ModelEffect, 2> Effects;
  std::string Line;     ///< "models/libc.txt:41"
  bool Promise = false; ///< made in the source, so it holds whatever body there is

  bool has(ModelWord W) const;
  /// May the model be used for the function of this demangled name?
  bool holdsFor(llvm::StringRef Name) const;
};

/// Models count arguments from `this` or the first one; a hidden pointer to the
/// result, which the ABI puts in front, is not counted. What follows a format is read unless the
/// format says, or may say, that a number is stored there.
ModelEffect atCall(ModelEffect E, const llvm::CallBase &C);

class Models {
public:
  Models();
  ~Models();
  Models(Models &&);

  enum class Origin { Builtin, User };

  /// Adds a file; later files win. `Name` is how its lines are cited. On failure
  /// sets Error to "NAME:LINE: what is wrong".
  bool add(llvm::StringRef Name, llvm::StringRef Text, std::string &Error, Origin From);

  /// The model of a function, or null: analyse its body. A C function that the
  /// unit defines itself is the user's, whatever libc calls by that name.
  const Model *function(const llvm::Function &F) const;

  /// What the source promises about a function or a variable of this mangled name.
  void promise(llvm::StringRef Mangled, Model M);
  void promiseVariable(llvm::StringRef Mangled, Model M);
  const Model *promisedVariable(llvm::StringRef Mangled) const;

  /// The model of a global variable (`private`, `constant`, `resource(NAME)+...`), or
  /// empty.
  llvm::StringRef variable(llvm::StringRef Mangled) const;
  /// What outside memory the variable stands for.
  std::vector<std::string> resources(llvm::StringRef Mangled) const;

  /// Whether pointers loaded from this TBAA type own their pointee.
  bool owns(llvm::StringRef TypeName) const;

  /// Whether objects of this type (a TBAA or struct type name) are never written
  /// once they are constructed.
  bool constant(llvm::StringRef TypeName) const;

  /// Lines "FILE:LINE: 'pattern'" of user files that matched nothing so far.
  std::vector<std::string> unmatched() const;

private:
  struct Line;
  std::vector<std::unique_ptr<Line>> Lines;
  /// The lines of each kind, by number in Lines.
  NamePatterns Functions, Variables, Owners, Constants;
  llvm::StringMap<Model> Promises;
  llvm::StringMap<Model> VariablePromises;
  mutable llvm::StringMap<const Model *> FunctionCache;
  mutable llvm::StringMap<llvm::StringRef> VariableCache;
  mutable llvm::StringMap<bool> OwnerCache;
  mutable llvm::StringMap<bool> ConstantCache;

  std::string addLine(Line L, llvm::StringRef Row);
  const Line *last(const NamePatterns &In, llvm::ArrayRef<llvm::StringRef> Names) const;
  bool typeIs(const NamePatterns &In, llvm::StringRef TypeName, llvm::StringMap<bool> &Cache) const;
};

/// The memory of the library's own that models call by this name, as a variable.
std::string staticSymbol(llvm::StringRef Name);

/// Operators new and delete, which a program may replace; the library's are never seen
/// as strong definitions.
bool isAllocationFunction(llvm::StringRef Mangled);

/// The models that ship with Polychrome.
Models builtinModels();

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_MODELS_H
