"""Compiled functions that others call, without machine code of their own until Python calls them.

Numba turns every compiled function into finished machine code, with two wrappers for callers outside, and then
turns it into machine code again inside each function that calls it. Of the rules only the second is ever used: that
was four tenths of a cold start. Here a function that another one calls is only typed and lowered; what Python calls
is optimised and finished whole. The bits are the same, since the same code is optimised in its place.

This reaches below what Numba promises to keep. Other versions than `TRIED` therefore compile in the ordinary way.
"""

from collections.abc import Callable
from typing import Any

import numba
from llvmlite.binding import Linkage
from numba.core import compiler, config, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler_machinery import register_pass
from numba.core.registry import CPUDispatcher
from numba.core.typed_passes import NativeLowering

#: The version of Numba with which this was tried.
TRIED = "0.68"

_BASES: Any = (JITCodeLibrary, NativeLowering, compiler.CompilerBase, CPUDispatcher)
_CONFIG: Any = config
_Library, _Lowering, _Compiler, _Dispatcher = _BASES


class _Unfinished(_Library):
    """A function and all that it calls, as code to be linked into others: not optimised, no machine code."""

    def finalize(self) -> None:
        """Link what is called, once each."""
        self._raise_if_finalized()
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalize_dynamic_globals()
        self._finalized = True

    def _get_module_for_linking(self) -> Any:
        # several callers may bring the same function along
        self._ensure_finalized()
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == Linkage.external:
                function.linkage = "linkonce_odr"
        return self._final_module


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerOnly(_Lowering):
    """The last pass for a nested function: lower it into an unfinished library."""

    _name = "lower_only"

    def run_pass(self, state: Any) -> bool:
        """Lower, and tell Numba how others find it."""
        library = state.library = _Unfinished(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        library.finalize()
        state.reload_init.extend(library._reload_init)
        # Numba finds a function by its entry for Python. There is none, and any builtin of its own will do as a name.
        name = object().__reduce__
        state.targetctx.insert_user_function(name, state["cr"].fndesc, [library])
        state["cr"] = state["cr"]._replace(cfunc=name)
        return True


class _NestedCompiler(_Compiler):
    """Numba's own passes, but for the last."""

    def define_pipelines(self) -> list[Any]:
        """The passes, in order."""
        manager = compiler.DefaultPassBuilder.define_nopython_pipeline(self.state)
        manager.passes = [(_LowerOnly if step is NativeLowering else step, why) for step, why in manager.passes]
        manager.finalize()
        return [manager]


class Compiled(_Dispatcher):
    """What a compiled function is: finished for Python, nested for other compiled functions.

    Whole numbers that stand in the code of a caller make no version of their own: they are put in their place when
    all is linked.
    """

    def __init__(self, function: Callable[..., Any], options: dict[str, Any], inline: bool) -> None:
        """`options` of njit; `inline`: into whatever calls it."""
        super().__init__(function, targetoptions=options | {"nopython": True})
        own = {"nopython": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": inline}
        self._nested = _Dispatcher(function, targetoptions=options | own, pipeline_class=_NestedCompiler)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """How another compiled function calls this one with arguments of these types."""
        named = {name: types.unliteral(kind) for name, kind in kws.items()}
        return self._nested.get_call_template(tuple(map(types.unliteral, args)), named)

    def get_overload(self, sig: Any) -> Any:
        """What another compiled function calls."""
        return self._nested.get_overload(sig)


def is_tried() -> bool:
    """Whether this version of Numba is the one that was tried, and compiles at all."""
    return numba.__version__.startswith(TRIED + ".") and not _CONFIG.DISABLE_JIT
