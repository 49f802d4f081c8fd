"""The search of a cluster (OpenSearch): its dialect, its reader and its engine. Needs the extra ``cluster``."""
