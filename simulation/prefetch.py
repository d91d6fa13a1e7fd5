"""Asking the processor for memory ahead of its use: nothing that is computed changes, it only waits less.

A block's columns are short, so that the processor's own guess of what comes next fails at each of them. That costs
where the state no longer fits the caches; where it does, asking costs more than waiting (docs/decisions.md).
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

#: Firms from which memory is asked for ahead: some 15 MB of state and traits.
FETCHED_FROM = 20_000

_LINE = 64
_Pointer = ir.IntType(8).as_pointer()
_Whole, _Flag = ir.IntType(64), ir.IntType(32)
#: What llvm.prefetch is told: that memory is read and not written; how near to keep it (0: not at all, 3: in every
#: cache; 2 leaves the first cache to what is used now); and that it is data and no machine code.
_READ, _SECOND_CACHE, _DATA = (ir.Constant(_Flag, value) for value in (0, 2, 1))


def lines(record: np.dtype[Any], before: str | None = None) -> int:
    """Lines of memory that a record takes, or its fields before the one named."""
    fields: Any = record.fields
    return (record.itemsize if before is None else fields[before][1]) // _LINE


def _fetch_ahead(typing_context: Any, record: Any, lines: Any) -> Any:
    """Bring the first `lines` lines of 64 bytes of a record into the cache nearest to it that has room."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        start, count = builder.bitcast(arguments[0], _Pointer), arguments[1]
        fetch = builder.module.declare_intrinsic(
            "llvm.prefetch.p0", (), ir.FunctionType(ir.VoidType(), [_Pointer, _Flag, _Flag, _Flag])
        )
        head, body, after = (builder.append_basic_block(name) for name in ("head", "body", "after"))
        before = builder.block
        builder.branch(head)
        builder.position_at_end(head)
        line = builder.phi(_Whole)
        line.add_incoming(ir.Constant(_Whole, 0), before)
        builder.cbranch(builder.icmp_signed("<", line, count), body, after)
        builder.position_at_end(body)
        place = builder.gep(start, [builder.mul(line, ir.Constant(_Whole, _LINE))])
        builder.call(fetch, [place, _READ, _SECOND_CACHE, _DATA])
        line.add_incoming(builder.add(line, ir.Constant(_Whole, 1)), builder.block)
        builder.branch(head)
        builder.position_at_end(after)
        return context.get_dummy_value()

    return types.void(record, types.int64), generate


#: `fetch_ahead(record, lines)`, in compiled code.
fetch_ahead: Any = intrinsic(_fetch_ahead)
