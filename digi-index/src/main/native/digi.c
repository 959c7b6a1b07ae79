/* What the JVM has no instruction for: prefetching many addresses in one call, and products of
 * bytes (VNNI). No library is needed, not even libc, so one file serves every Linux of a kind.
 * Build it with the script beside it. Java's fallbacks and the oracle of the tests: PlainByteDot. */
#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))

/* Prefetches the lines of rows[0 .. count), each of size bytes. */
EXPORT void digi_prefetch(const int64_t *rows, int count, int size) {
    for (int i = 0; i < count; i++) {
        const char *end = (const char *) rows[i] + size;
        for (const char *line = (const char *) (rows[i] & -64); line < end; line += 64) {
            __builtin_prefetch(line, 0, 3);
        }
    }
}

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>

/* Bits of AVX512BW in EBX and of AVX512_VNNI in ECX, CPUID leaf 7. */
#define AVX512BW (1u << 30)
#define AVX512F (1u << 16)
#define VNNI (1u << 11)
#define OSXSAVE (1u << 27)
/* XCR0: the system saves the registers xmm, ymm, k, zmm. */
#define ZMM_STATE 0xe6u

/* Whether digi_byte_sums may be called on this processor. */
EXPORT int digi_has_byte_sums(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & OSXSAVE)) {
        return 0;
    }
    unsigned low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & ZMM_STATE) != ZMM_STATE || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) {
        return 0;
    }
    return (b & AVX512F) && (b & AVX512BW) && (c & VNNI);
}

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vnni")))

/* The sums of one row, with the query in one or two planes of signed bytes. VNNI multiplies
 * unsigned by signed bytes, so rows are taken as 128 more than they are. */
TARGET static inline int64_t byte_sum(
        const int8_t *query, int planes, int dimension, const int8_t *row) {
    const __m512i flip = _mm512_set1_epi8((char) 0x80);
    __m512i high = _mm512_setzero_si512();
    __m512i low = _mm512_setzero_si512();
    if (planes == 1) {
        for (int i = 0; i < dimension; i += 64) {
            __m512i bytes = _mm512_xor_si512(_mm512_loadu_si512(row + i), flip);
            high = _mm512_dpbusd_epi32(high, bytes, _mm512_loadu_si512(query + i));
        }
        return _mm512_reduce_add_epi32(high);
    }
    for (int i = 0; i < dimension; i += 64) {
        __m512i bytes = _mm512_xor_si512(_mm512_loadu_si512(row + i), flip);
        high = _mm512_dpbusd_epi32(high, bytes, _mm512_loadu_si512(query + i));
        low = _mm512_dpbusd_epi32(low, bytes, _mm512_loadu_si512(query + dimension + i));
    }
    return 128 * (int64_t) _mm512_reduce_add_epi32(high) + _mm512_reduce_add_epi32(low);
}

/* sums[i] = step * (sum of query * row). query [planes x dimension]: its numbers, or the numbers
 * in units of 128 and what is left of them. number_sum: the sum of all numbers. */
TARGET EXPORT void digi_byte_sums(
        const int8_t *query, int planes, int dimension, const int64_t *rows, int count,
        double step, int64_t number_sum, float *sums) {
    for (int i = 0; i < count; i++) {
        int64_t sum = byte_sum(query, planes, dimension, (const int8_t *) rows[i]);
        sums[i] = (float) (step * (double) (sum - 128 * number_sum));
    }
}

/* Splits numbers from -16256 to 16256 into the two planes of a query. */
TARGET EXPORT void digi_split(const int32_t *numbers, int dimension, int8_t *query) {
    for (int i = 0; i < dimension; i++) {
        int32_t high = (numbers[i] + 64) >> 7;
        query[i] = (int8_t) high;
        query[dimension + i] = (int8_t) (numbers[i] - 128 * high);
    }
}
#else
EXPORT int digi_has_byte_sums(void) { return 0; }
EXPORT void digi_byte_sums(void) {}
EXPORT void digi_split(void) {}
#endif
