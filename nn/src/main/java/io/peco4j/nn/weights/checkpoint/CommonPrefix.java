package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.text.Shown;
import java.util.List;
import java.util.Optional;

/** A file that has the network's names, each behind the same word or words that nobody else uses. */
final class CommonPrefix implements Adaptation {
    /** So many of the network's names are tried for what may stand before them. */
    private static final int TRIED = 3;

    @Override
    public void apply(Fitting fitting) {
        List<String> offered = fitting.offered();
        if (offered.stream().anyMatch(fitting::wants)) {
            return;
        }
        Optional<String> prefix = fitting.wanted().stream()
                .limit(TRIED)
                .flatMap(name -> offered.stream()
                        .filter(each -> each.endsWith("." + name))
                        .map(each -> each.substring(0, each.length() - name.length())))
                .distinct()
                .limit(TRIED)
                .filter(each -> covers(fitting, offered, each))
                .findFirst();
        prefix.ifPresent(found -> {
            long outside =
                    offered.stream().filter(name -> !name.startsWith(found)).count();
            fitting.strip(found);
            fitting.note("took the network under " + Shown.of(found)
                    + (outside == 0 ? "" : ", and left out " + Checkpoint.tensors((int) outside) + " beside it"));
        });
    }

    /** Whether most of the network is there. */
    private static boolean covers(Fitting fitting, List<String> offered, String prefix) {
        long found = offered.stream()
                .filter(name -> name.startsWith(prefix) && fitting.wants(name.substring(prefix.length())))
                .count();
        return 2 * found > fitting.wanted().size();
    }
}
