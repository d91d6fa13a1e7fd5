"""Many runs by a plan: resumable blocks, on threads or on a cluster."""
