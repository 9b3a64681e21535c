package io.peco4j.runtime.plan;

import java.nio.file.Path;
import java.util.List;

/** What options that are written out say of files. */
interface FileForm {
    /** As a study has it: paths, which say nothing of what lies there. */
    FileForm PATHS = new FileForm() {
        @Override
        public String named(Path path) {
            return path.toString();
        }

        @Override
        public List<String> beside(Record options) {
            return List.of();
        }
    };

    /** Of a file or folder that an option names. */
    String named(Path path);

    /** Of what a component reads beside these. */
    List<String> beside(Record options);
}
