"""Arrays of numbers and of records, as the type checker sees them."""

from typing import Any, Protocol, overload

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.uint8]


class Records[Record](Protocol):
    """A structured array: one record by its place, or a column over all records by its name."""

    @property
    def dtype(self) -> Any:
        """The fields."""
        ...

    def __len__(self) -> int:
        """How many records."""
        ...

    @overload
    def __getitem__(self, place: int, /) -> Record: ...
    @overload
    def __getitem__(self, name: str, /) -> NDArray[Any]: ...

    def __setitem__(self, name: str, values: Any, /) -> None:
        """Write a column over all records."""
        ...

    def copy(self) -> "Records[Record]":
        """An independent copy."""
        ...
