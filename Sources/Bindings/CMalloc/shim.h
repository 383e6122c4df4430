/* The C library's own module leaves this header out. */
#pragma once
#include <malloc.h>
