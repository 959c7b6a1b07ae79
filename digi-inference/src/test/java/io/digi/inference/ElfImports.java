package io.digi.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// The symbols that a shared library of Linux asks others for: the undefined entries of its dynamic
/// symbol table. Reads 64-bit little-endian ELF, by the offsets of its specification.
final class ElfImports {
    private static final int MAGIC = 0x464C457F;
    private static final int SECTION_TYPE_DYNSYM = 11;
    private static final int SYMBOL_SIZE = 24;

    private final ByteBuffer file;
    private final long sectionTable;
    private final int sectionSize;

    private ElfImports(byte[] bytes) {
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (file.getInt(0) != MAGIC) {
            throw new IllegalArgumentException("expected an ELF file");
        }
        this.sectionTable = file.getLong(0x28);
        this.sectionSize = file.getShort(0x3A);
    }

    static Set<String> of(byte[] library) {
        return new ElfImports(library).undefined();
    }

    private Set<String> undefined() {
        int sectionCount = file.getShort(0x3C);
        for (int i = 0; i < sectionCount; i++) {
            int section = section(i);
            if (file.getInt(section + 0x04) == SECTION_TYPE_DYNSYM) {
                return undefined(section);
            }
        }
        throw new IllegalArgumentException("no dynamic symbols among its sections");
    }

    private Set<String> undefined(int symbols) {
        int first = (int) file.getLong(symbols + 0x18);
        int size = (int) file.getLong(symbols + 0x20);
        int strings = (int) file.getLong(section(file.getInt(symbols + 0x28)) + 0x18);
        Set<String> names = new TreeSet<>();
        for (int symbol = first; symbol < first + size; symbol += SYMBOL_SIZE) {
            if (file.getShort(symbol + 6) == 0) {
                names.add(string(strings + file.getInt(symbol)));
            }
        }
        return names;
    }

    private int section(int number) {
        return (int) (sectionTable + (long) number * sectionSize);
    }

    private String string(int start) {
        int end = start;
        while (file.get(end) != 0) {
            end++;
        }
        return new String(file.array(), start, end - start, StandardCharsets.US_ASCII);
    }
}
