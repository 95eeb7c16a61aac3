"""Tests of the scripts in packaging/ and of the files that they make."""
