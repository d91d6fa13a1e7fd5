"""What the system says of a file or an address that it refuses, as texts of the catalogue."""

import errno
import socket

from simulation.problems import Phrase

#: In the words of the system itself, so that English lines are what they always were. By number: the system may speak
#: another language, and Windows has numbers of its own that Python turns into these.
_PHRASES = {
    errno.EACCES: Phrase("Permission denied"),
    errno.EADDRINUSE: Phrase("Address already in use"),
    errno.EADDRNOTAVAIL: Phrase("Cannot assign requested address"),
    errno.EBUSY: Phrase("Device or resource busy"),
    errno.EDQUOT: Phrase("Disk quota exceeded"),
    errno.EEXIST: Phrase("File exists"),
    errno.EIO: Phrase("Input/output error"),
    errno.EISDIR: Phrase("Is a directory"),
    errno.ELOOP: Phrase("Too many levels of symbolic links"),
    errno.EMFILE: Phrase("Too many open files"),
    errno.ENAMETOOLONG: Phrase("File name too long"),
    errno.ENOENT: Phrase("No such file or directory"),
    errno.ENOSPC: Phrase("No space left on device"),
    errno.ENOTDIR: Phrase("Not a directory"),
    errno.ENOTEMPTY: Phrase("Directory not empty"),
    errno.EPERM: Phrase("Operation not permitted"),
    errno.EROFS: Phrase("Read-only file system"),
    socket.EAI_NONAME: Phrase("Name or service not known"),
}


def system_reason(error: BaseException) -> str:
    """Why the system refused, for a field of an InputProblem: a text of the catalogue where it is a common reason."""
    if not isinstance(error, OSError):
        return "?"  # a name with a zero byte, which the system never saw
    return _PHRASES.get(error.errno or 0) or error.strerror or str(error)
