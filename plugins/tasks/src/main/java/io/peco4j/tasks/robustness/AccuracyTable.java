package io.peco4j.tasks.robustness;

import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Table;
import io.peco4j.nn.picture.LinePicture;
import io.peco4j.tasks.Hits;
import io.peco4j.tasks.robustness.AttackOptions.Goal;
import java.util.ArrayList;
import java.util.List;

/**
 * Accuracy by attack and epsilon.
 *
 * @param clean counts right classes without an attack
 * @param trials all attacks with all epsilons
 */
record AccuracyTable(AttackOptions options, Hits clean, List<Trial> trials) {

    Table table() {
        boolean aims = options.goal() != Goal.ANY_OTHER;
        List<String> columns = new ArrayList<>(List.of("epsilon (1/255)"));
        options.attacks().forEach(method -> columns.add(method.word() + " (%)"));
        if (aims) {
            options.attacks().forEach(method -> columns.add(method.word() + ", goal reached (%)"));
        }
        List<Table.Row> rows = new ArrayList<>();
        rows.add(row("0", columns.size() - 1, options.attacks().size()));
        options.epsilons().stream().sorted().forEach(epsilon -> rows.add(row(epsilon, aims)));
        return new Table(
                "Accuracy under attack",
                "Per cent of the pictures whose class is right, by the largest change of a value"
                        + (aims ? "; and of those that the classifier takes for what the attack aims at." : "."),
                columns,
                rows);
    }

    /** The same as lines over epsilon, one an attack; that of no attack is where they begin. */
    Picture curve() {
        List<Double> epsilons = options.epsilons().stream().sorted().toList();
        List<Double> values = new ArrayList<>(List.of(0.0));
        values.addAll(epsilons);
        List<LinePicture.Line> lines = options.attacks().stream()
                .map(method -> {
                    List<Double> shares = new ArrayList<>(List.of(clean.top1()));
                    epsilons.forEach(
                            epsilon -> shares.add(trial(method, epsilon).hits().top1()));
                    return new LinePicture.Line(method.word(), shares);
                })
                .toList();
        return new Picture(
                "Accuracy under attack",
                "Per cent of the pictures whose class is right, by the largest change of a value in 255ths; 0: without"
                        + " an attack.",
                new LinePicture("epsilon/255", values, lines).image());
    }

    private Trial trial(Method method, double epsilon) {
        return trials.stream()
                .filter(trial -> trial.method() == method && trial.epsilon() == epsilon)
                .findFirst()
                .orElseThrow();
    }

    private Table.Row row(String name, int values, int accuracies) {
        List<Double> cells = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            cells.add(i < accuracies ? clean.top1() : Double.NaN);
        }
        return new Table.Row(name, cells);
    }

    private Table.Row row(double epsilon, boolean aims) {
        List<Trial> own =
                trials.stream().filter(trial -> trial.epsilon() == epsilon).toList();
        List<Double> cells = new ArrayList<>();
        own.forEach(trial -> cells.add(trial.hits().top1()));
        if (aims) {
            own.forEach(trial -> cells.add(trial.reached().top1()));
        }
        return new Table.Row(AttackOptions.text(epsilon), cells);
    }
}
