// SPDX-License-Identifier: GPL-3.0-or-later
// Ends what ValueVectorsBody.h and OuterProductBody.h began; no include guard.

#undef CYCLO_LOAD
#undef CYCLO_STORE
#undef CYCLO_WIDENED
#undef CYCLO_READ
#undef CYCLO_WRITE
#undef CYCLO_BF16
#undef CYCLO_LANES
#undef CYCLO_INLINE
#undef CYCLO_UNROLLED
