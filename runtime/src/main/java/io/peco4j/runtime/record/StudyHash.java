package io.peco4j.runtime.record;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.peco4j.api.data.Sha256;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;

/** What studies have in common that differ in their seeds alone, or in words: descriptions and published results. */
public final class StudyHash {
    private StudyHash() {}

    /** Of a study, as 64 hexadecimal digits. */
    public static String of(Study study) {
        return of(StudyFile.write(study));
    }

    /** Of a study as its record has it. A text that cannot be read is like no study. */
    public static String of(String text) {
        try {
            return Sha256.hex(ConfigFactory.parseString(text)
                    .root()
                    .withoutKey("seeds")
                    .withoutKey("description")
                    .withoutKey("published")
                    .render(ConfigRenderOptions.concise()));
        } catch (ConfigException e) {
            return Sha256.hex(text);
        }
    }
}
