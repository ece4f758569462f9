//===- AuditInstrumentation.cpp - Every access is reported ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/transform/AuditInstrumentation.h"

#include "pass/analysis/FieldPromise.h"
#include "pass/analysis/Models.h"
#include "pass/analysis/SourceInfo.h"
#include "pass/plugin/LLVMVersion.h"
#include "polychrome/audit.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/EscapeEnumerator.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

#include <map>
#include <optional>
#include <tuple>

using namespace llvm;

namespace polychrome {

namespace {

/// Where a function of the C library takes the size of what argument `Pointer` points
/// to; no `Size`: a string.
struct SizedArgument {
  unsigned Pointer;
  bool Writes;
  std::optional<unsigned> Size;
};

/// What models cannot say: how much.
SmallVector<SizedArgument, 2> sizedArguments(StringRef Function) {
  return NameSwitch<SmallVector<SizedArgument, 2>>(Function)
      .Cases({"memcpy", "memmove", "mempcpy"}, {{0, true, 2}, {1, false, 2}})
      .Case("memset", {{0, true, 2}})
      .Cases({"memcmp", "bcmp"}, {{0, false, 2}, {1, false, 2}})
      .Cases({"read", "recv", "pread"}, {{1, true, 2}})
      .Cases({"write", "send", "pwrite"}, {{1, false, 2}})
      .Cases({"strlen", "strdup", "puts", "fputs", "atoi", "atol", "atoll", "atof"},
             {{0, false, std::nullopt}})
      .Cases({"strcmp", "strcasecmp", "strcat"},
             {{0, false, std::nullopt}, {1, false, std::nullopt}})
      .Cases({"fgets", "snprintf"}, {{0, true, 1}})
      .Default({});
}

/// The program's own code, and not what it includes from the system.
bool isLibrary(const Function &F) {
  const DISubprogram *S = F.getSubprogram();
  if (!S)
    return false;
  StringRef File = S->getFilename();
  return File.starts_with("/usr/") ||
         (!File.starts_with("/") && S->getDirectory().starts_with("/usr/"));
}

/// A shared_ptr's control block gets rid of its object, or of itself.
bool isDisposal(StringRef Mangled) {
  return Mangled.contains("_Sp_counted_") &&
         (Mangled.contains("10_M_disposeEv") || Mangled.contains("10_M_destroyEv"));
}

/// What becomes of a value.
enum class Fate { Discarded, Returned, Used };

/// Before SROA values go through stack variables. What is computed from one and then
/// discarded does not count.
Fate fateOf(const Value &V, unsigned Depth = 0) {
  if (Depth == 8)
    return Fate::Used;
  Fate Worst = Fate::Discarded;
  for (const User *U : V.users()) {
    Fate F = Fate::Used;
    if (isa<ReturnInst>(U)) {
      F = Fate::Returned;
    } else if (isa<CastInst>(U) || isa<BinaryOperator>(U)) {
      F = fateOf(*U, Depth + 1);
    } else if (auto *S = dyn_cast<StoreInst>(U); S && S->getValueOperand() == &V) {
      auto *Variable = dyn_cast<AllocaInst>(S->getPointerOperand());
      F = Variable ? Fate::Discarded : Fate::Used;
      for (const User *W : Variable ? Variable->users() : V.users())
        if (isa<LoadInst>(W))
          F = std::max(F, fateOf(*W, Depth + 1));
        else if (auto *T = dyn_cast<StoreInst>(W); !T || T->getValueOperand() == Variable)
          F = Fate::Used;
    }
    Worst = std::max(Worst, F);
  }
  return Worst;
}

/// The report of an update that commutes with its like, or nothing.
StringRef commuting(const Instruction &I) {
  auto *X = dyn_cast<AtomicRMWInst>(&I);
  switch (X ? X->getOperation() : AtomicRMWInst::BAD_BINOP) {
  case AtomicRMWInst::Add:
  case AtomicRMWInst::Sub:
    return "polychrome_audit_commute";
  case AtomicRMWInst::Or:
    return "polychrome_audit_commute_or";
  case AtomicRMWInst::And:
    return "polychrome_audit_commute_and";
  case AtomicRMWInst::Xor:
    return "polychrome_audit_commute_xor";
  default:
    return {};
  }
}
bool adds(const Instruction &I) { return !commuting(I).empty(); }

/// Functions that return what an atomic addition found there, for their callers to look
/// at or not: std::atomic's are such.
DenseSet<const Function *> returnAdditions(const Module &M) {
  DenseSet<const Function *> Found;
  for (size_t Before = ~size_t(0); Before != Found.size();) {
    Before = Found.size();
    for (const Function &F : M)
      for (const Instruction &I : instructions(F)) {
        auto *Call = dyn_cast<CallBase>(&I);
        if ((adds(I) || (Call && Found.contains(Call->getCalledFunction()))) &&
            fateOf(I) == Fate::Returned)
          Found.insert(&F);
      }
  }
  return Found;
}

class Auditor {
public:
  Auditor(Module &M, const Models &Lib, const DenseSet<const Function *> &Handlers)
      : M(M), Lib(Lib), Handlers(Handlers), DL(M.getDataLayout()), C(M.getContext()),
        Ptr(PointerType::getUnqual(C)), I32(Type::getInt32Ty(C)), Size(DL.getIntPtrType(C)),
        Additions(returnAdditions(M)) {}

  void run();

private:
  void instrument(Function &F);
  void visit(Instruction &I);
  void visitAtomic(LoadInst &L);
  void visitCall(CallBase &Call);
  void visitModelled(CallBase &Call, const Model &Model);
  void visitModelWord(CallBase &Call, const ModelEffect &E);
  void enter(Function &F, bool Count);
  void enterModelled(Function &F, const Model &Model);
  void announceUnit();

  bool isOwn(const Value *Pointer) const;
  Value *bytes(uint64_t N) { return ConstantInt::get(Size, N); }
  Value *sizeOf(Type *T) { return bytes(DL.getTypeStoreSize(T)); }
  void access(Instruction &I, StringRef How, Value *Pointer, Value *N);
  void accessArgument(CallBase &Call, StringRef How, unsigned Arg);
  CallInst *call(IRBuilder<> &B, StringRef Name, ArrayRef<Value *> Args, Type *Result = nullptr);
  Constant *site(const Instruction &I);
  Constant *text(StringRef S);

  Module &M;
  const Models &Lib;
  const DenseSet<const Function *> &Handlers;
  const DataLayout &DL;
  LLVMContext &C;
  PointerType *Ptr;
  Type *I32;
  Type *Size;
  const DenseSet<const Function *> Additions;
  bool InLibrary = false;
  StringMap<Constant *> Texts;
  std::map<std::tuple<std::string, unsigned, unsigned, bool>, Constant *> Sites;
};

constexpr StringRef Reads = "polychrome_audit_read", Writes = "polychrome_audit_write",
                    Commutes = "polychrome_audit_commute";

CallInst *Auditor::call(IRBuilder<> &B, StringRef Name, ArrayRef<Value *> Args, Type *Result) {
  SmallVector<Type *, 4> Types;
  for (Value *V : Args)
    Types.push_back(V->getType());
  FunctionCallee Callee = M.getOrInsertFunction(
      Name, FunctionType::get(Result ? Result : Type::getVoidTy(C), Types, false));
  if (auto *F = dyn_cast<Function>(Callee.getCallee()))
    F->setDoesNotThrow();
  CallInst *New = B.CreateCall(Callee, Args);
  // Calls between functions with debug information need a place; line 0 is "nowhere".
  if (DISubprogram *S = New->getFunction()->getSubprogram(); S && !New->getDebugLoc())
    New->setDebugLoc(DILocation::get(C, 0, 0, S));
  return New;
}

Constant *Auditor::text(StringRef S) {
  Constant *&G = Texts[S];
  if (!G) {
    Constant *Data = ConstantDataArray::getString(C, S);
    auto *V = new GlobalVariable(M, Data->getType(), true, GlobalValue::PrivateLinkage, Data,
                                 "polychrome.audit.text");
    V->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
    G = V;
  }
  return G;
}

Constant *Auditor::site(const Instruction &I) {
  model::Location At = locationOf(I);
  if (At.File.empty())
    At.File = I.getModule()->getSourceFileName();
  Constant *&G = Sites[{At.File, At.Line, At.Column, InLibrary}];
  if (G)
    return G;
  auto Number = [&](unsigned N) { return ConstantInt::get(I32, N); };
  Constant *Data = ConstantStruct::getAnon(
      {text(At.File.str()), Number(At.Line), Number(At.Column), Number(InLibrary), Number(0)});
  G = new GlobalVariable(M, Data->getType(), true, GlobalValue::PrivateLinkage, Data,
                         "polychrome.audit.site");
  return G;
}

/// Nobody else has it, or nobody writes it.
bool Auditor::isOwn(const Value *Pointer) const {
  if (Pointer->getType()->getPointerAddressSpace() != 0)
    return true;
  const Value *Object = getUnderlyingObject(Pointer, /*MaxLookup=*/0);
  if (isa<AllocaInst>(Object))
    return true;
  const auto *G = dyn_cast<GlobalVariable>(Object);
  return G && (G->isConstant() || Lib.variable(G->getName()) == "private" ||
               G->getName().starts_with("_ZGV"));
}

/// What the source promises is nobody's claim, and nobody's violation.
static bool isPromised(const Value &Address, const Models &Lib) {
  if (!promisedField(&Address).Text.empty())
    return true;
  auto *G = dyn_cast<GlobalVariable>(getUnderlyingObject(&Address));
  return G && Lib.promisedVariable(G->getName());
}

void Auditor::access(Instruction &I, StringRef How, Value *Pointer, Value *N) {
  if (isOwn(Pointer) || Pointer->isSwiftError() || isPromised(*Pointer, Lib))
    return;
  IRBuilder<> B(&I);
  if (N->getType() != Size)
    N = B.CreateZExtOrTrunc(N, Size);
  call(B, How, {Pointer, N, site(I)});
}

/// A guard of a static that has been initialised orders what its initialiser did before
/// what is done now.
void Auditor::visitAtomic(LoadInst &L) {
  auto *G = dyn_cast<GlobalVariable>(L.getPointerOperand()->stripPointerCasts());
  if (!G || !G->getName().starts_with("_ZGV"))
    return;
  IRBuilder<> B(&L);
  call(B, "polychrome_audit_acquired", {G});
}

void Auditor::visit(Instruction &I) {
  if (auto *L = dyn_cast<LoadInst>(&I)) {
    visitAtomic(*L);
    return access(I, Reads, L->getPointerOperand(), sizeOf(L->getType()));
  }
  if (auto *S = dyn_cast<StoreInst>(&I))
    return access(I, Writes, S->getPointerOperand(), sizeOf(S->getValueOperand()->getType()));
  if (auto *X = dyn_cast<AtomicCmpXchgInst>(&I))
    return access(I, Writes, X->getPointerOperand(), sizeOf(X->getNewValOperand()->getType()));
  if (auto *X = dyn_cast<AtomicRMWInst>(&I)) {
    bool Looks = !adds(I) || fateOf(I) == Fate::Used;
    return access(I, Looks ? Writes : commuting(I), X->getPointerOperand(),
                  sizeOf(X->getValOperand()->getType()));
  }
  if (auto *T = dyn_cast<MemTransferInst>(&I)) {
    access(I, Reads, T->getRawSource(), T->getLength());
    return access(I, Writes, T->getRawDest(), T->getLength());
  }
  if (auto *S = dyn_cast<MemSetInst>(&I))
    return access(I, Writes, S->getRawDest(), S->getLength());
  if (auto *Call = dyn_cast<CallBase>(&I); Call && !isa<IntrinsicInst>(I) && !Call->isInlineAsm())
    visitCall(*Call);
}

void Auditor::visitCall(CallBase &Call) {
  IRBuilder<> B(&Call);
  if (!InLibrary)
    call(B, "polychrome_audit_at", {site(Call)});
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return;
  if (Additions.contains(Callee) && isa<CallInst>(Call) && fateOf(Call) == Fate::Used) {
    B.SetInsertPoint(Call.getNextNode());
    call(B, "polychrome_audit_looked", {});
    B.SetInsertPoint(&Call);
  }
  if (Callee->getName() == "__cxa_guard_release" && Call.arg_size() == 1)
    call(B, "polychrome_audit_released", {Call.getArgOperand(0)});
  const Model *Known = Lib.function(*Callee);
  if (Known && !Known->has(ModelWord::Invokes))
    visitModelled(Call, *Known);
}

void Auditor::visitModelled(CallBase &Call, const Model &Known) {
  if (Call.hasStructRetAttr())
    access(Call, Writes, Call.getArgOperand(0), sizeOf(Call.getParamStructRetType(0)));
  for (const ModelEffect &E : Known.Effects)
    visitModelWord(Call, atCall(E, Call));
  StringRef Name = Call.getCalledFunction()->getName();
  IRBuilder<> B(&Call);
  if (Name == "strcpy" && Call.arg_size() == 2) {
    call(B, "polychrome_audit_copy_string",
         {Call.getArgOperand(0), Call.getArgOperand(1), site(Call)});
    return;
  }
  for (const SizedArgument &A : sizedArguments(Name)) {
    if (A.Pointer >= Call.arg_size() || (A.Size && *A.Size >= Call.arg_size()))
      continue;
    if (A.Size)
      access(Call, A.Writes ? Writes : Reads, Call.getArgOperand(A.Pointer),
             Call.getArgOperand(*A.Size));
    else
      call(B, "polychrome_audit_string", {Call.getArgOperand(A.Pointer), site(Call)});
  }
}

void Auditor::accessArgument(CallBase &Call, StringRef How, unsigned Arg) {
  if (Arg >= Call.arg_size() || !Call.getArgOperand(Arg)->getType()->isPointerTy())
    return;
  if (uint64_t N = Call.getParamDereferenceableBytes(Arg))
    access(Call, How, Call.getArgOperand(Arg), bytes(N));
}

void Auditor::visitModelWord(CallBase &Call, const ModelEffect &E) {
  switch (E.Word) {
  case ModelWord::Reads:
  case ModelWord::ConstObject:
    return accessArgument(Call, Reads, E.Arg);
  case ModelWord::Writes:
  case ModelWord::Object:
    return accessArgument(Call, Writes, E.Arg);
  case ModelWord::ReadsFrom:
  case ModelWord::WritesFrom:
    for (unsigned I = E.Arg; I < Call.arg_size(); ++I)
      accessArgument(Call, E.Word == ModelWord::ReadsFrom ? Reads : Writes, I);
    return;
  case ModelWord::Copies:
    accessArgument(Call, Reads, E.Arg2);
    return accessArgument(Call, Writes, E.Arg);
  case ModelWord::StoresInto:
    return access(Call, Writes, Call.getArgOperand(E.Arg), bytes(8));
  case ModelWord::Commute:
    return access(Call, Commutes, Call.getArgOperand(E.Arg), bytes(4));
  case ModelWord::CountRead:
    return access(Call, Reads, Call.getArgOperand(E.Arg), bytes(4));
  case ModelWord::CountWrite:
    return access(Call, Writes, Call.getArgOperand(E.Arg), bytes(4));
  case ModelWord::Resource:
  case ModelWord::ResourceRead: {
    IRBuilder<> B(&Call);
    call(B, "polychrome_audit_resource",
         {text(E.Name), ConstantInt::get(I32, E.Word == ModelWord::Resource), site(Call)});
    return;
  }
  case ModelWord::ResourceIf: {
    IRBuilder<> B(&Call);
    Value *Changes = ConstantInt::get(I32, 1);
    if (E.Arg < Call.arg_size() && Call.getArgOperand(E.Arg)->getType()->isIntegerTy()) {
      Value *Given = B.CreateZExtOrTrunc(Call.getArgOperand(E.Arg), I32);
      Changes = B.CreateZExt(B.CreateIsNotNull(B.CreateAnd(Given, E.Arg2)), I32);
    }
    call(B, "polychrome_audit_resource", {text(E.Name), Changes, site(Call)});
    return;
  }
  default:
    return;
  }
}

/// Around all of F, however it is left.
void Auditor::enter(Function &F, bool Count) {
  IRBuilder<> B(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Value *Before = call(B, "polychrome_audit_enter", {ConstantInt::get(I32, Count)}, I32);
  EscapeEnumerator Exits(F, "polychrome.leave");
  while (IRBuilder<> *At = Exits.Next())
    call(*At, "polychrome_audit_leave", {Before});
}

void Auditor::enterModelled(Function &F, const Model &Known) {
  enter(F, false);
  IRBuilder<> B(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  if (Known.has(ModelWord::LastRelease) && F.arg_size() >= 1)
    call(B, "polychrome_audit_released", {F.getArg(0)});
  for (const ModelEffect &E : Known.Effects)
    if (unsigned N = E.Arg + 1;
        E.Word == ModelWord::Free && N < F.arg_size() && F.getArg(N)->getType() == Size)
      call(B, "polychrome_audit_freed", {F.getArg(E.Arg), F.getArg(N)});
}

void Auditor::instrument(Function &F) {
  const Model *Known = Lib.function(F);
  if (Known && !Known->has(ModelWord::Invokes))
    return enterModelled(F, *Known);
  InLibrary = isLibrary(F);
  SmallVector<Instruction *, 64> Work;
  for (Instruction &I : instructions(F))
    if (!I.hasMetadata(LLVMContext::MD_nosanitize))
      Work.push_back(&I);
  for (Instruction *I : Work)
    visit(*I);
  bool Disposes = isDisposal(F.getName());
  if (!Disposes && !Handlers.contains(&F))
    return;
  enter(F, true);
  if (Disposes && F.arg_size() >= 1) {
    IRBuilder<> B(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
    call(B, "polychrome_audit_acquired", {F.getArg(0)});
  }
}

/// So that the run can say how much of the program it saw.
void Auditor::announceUnit() {
  auto *F = Function::Create(FunctionType::get(Type::getVoidTy(C), false),
                             GlobalValue::InternalLinkage, "polychrome.audit.unit", M);
  F->addFnAttr(Attribute::NoUnwind);
  IRBuilder<> B(BasicBlock::Create(C, "", F));
  call(B, "polychrome_audit_unit", {ConstantInt::get(I32, POLYCHROME_AUDIT_VERSION)});
  B.CreateRetVoid();
  appendToGlobalCtors(M, F, 101);
}

void Auditor::run() {
  SmallVector<Function *, 0> Work;
  for (Function &F : M)
    // The glue and the registration are the runtime's own.
    if (!F.isDeclaration() && !F.hasAvailableExternallyLinkage() &&
        !F.hasFnAttribute(Attribute::Naked) && !F.getName().starts_with("polychrome_") &&
        !F.getName().contains("15polychrome_asio"))
      Work.push_back(&F);
  for (Function *F : Work)
    instrument(*F);
  announceUnit();
}

} // namespace

void instrumentForAudit(Module &M, const Models &Lib, const DenseSet<const Function *> &Handlers) {
  Auditor(M, Lib, Handlers).run();
}

} // namespace polychrome
