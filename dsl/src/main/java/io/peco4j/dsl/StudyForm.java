package io.peco4j.dsl;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.dsl.options.Origins;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A study as values of a configuration, each with the place where it was written.
 *
 * @param header the keys of {@link Header}
 * @param axes the components of each axis by name, in order, as objects with the key {@code component}; a task's may
 *     have the key {@code data} beside its options
 */
record StudyForm(ConfigObject header, Map<Axis, Map<String, ConfigValue>> axes) {

    /** The key of published results. */
    static final String PUBLISHED = "published";

    /** The part of a study file outside its axes. */
    record Header(
            @Describe("the name of the study") String study,

            @Describe("a sentence for the report") @Default("\"\"")
            String description,

            @Describe("the data set") Component<Dataset> data,

            @Describe("everything runs once for each of them")
            List<Long> seeds,

            @Describe("the number format of matrix products") @Default("auto")
            PrecisionChoice precision,

            @Describe("published results, which the report shows next to the measured ones") @Default("[]")
            List<Published> published) {}

    static StudyForm of(Study study) {
        Map<String, ConfigValue> header = new LinkedHashMap<>();
        header.put("study", ConfigValueFactory.fromAnyRef(study.name()));
        header.put("description", ConfigValueFactory.fromAnyRef(study.description()));
        header.put("data", OptionsBinder.written(study.data()));
        header.put("seeds", ConfigValueFactory.fromIterable(study.seeds()));
        header.put(
                "precision",
                ConfigValueFactory.fromAnyRef(study.precision().name().toLowerCase(Locale.ROOT)));
        if (!study.published().isEmpty()) {
            header.put(
                    PUBLISHED,
                    ConfigValueFactory.fromIterable(
                            study.published().stream().map(StudyForm::written).toList()));
        }
        Map<Axis, Map<String, ConfigValue>> axes = new EnumMap<>(Axis.class);
        axes.put(Axis.ENCODER, written(study.encoders()));
        axes.put(Axis.TOKENIZER, written(study.tokenizers()));
        axes.put(Axis.PRETRAINING, pretrainings(study.pretrainings()));
        axes.put(Axis.TASK, tasks(study.tasks()));
        return new StudyForm(ConfigValueFactory.fromMap(header), axes);
    }

    /** Without empty values, which are the defaults of everything optional. */
    private static ConfigValue written(Published published) {
        ConfigObject all =
                OptionsBinder.resolved(published, OptionsBinder::written).root();
        for (Map.Entry<String, ConfigValue> entry : all.entrySet()) {
            if (List.of("", List.of()).contains(entry.getValue().unwrapped())) {
                all = all.withoutKey(entry.getKey());
            }
        }
        return all;
    }

    private static Map<String, ConfigValue> written(Map<String, ? extends Component<?>> components) {
        Map<String, ConfigValue> written = new LinkedHashMap<>();
        components.forEach((name, component) -> written.put(name, OptionsBinder.written(component)));
        return written;
    }

    private static Map<String, ConfigValue> pretrainings(Map<String, StudyPretraining> pretrainings) {
        Map<String, ConfigValue> written = new LinkedHashMap<>();
        pretrainings.forEach((name, pretraining) -> {
            ConfigObject block = (ConfigObject) OptionsBinder.written(pretraining.component());
            String tokenizer = pretraining.tokenizer();
            written.put(
                    name,
                    tokenizer == null
                            ? block
                            : block.withValue(StudyPretraining.TOKENIZER, ConfigValueFactory.fromAnyRef(tokenizer)));
        });
        return written;
    }

    private static Map<String, ConfigValue> tasks(Map<String, StudyTask> tasks) {
        Map<String, ConfigValue> written = new LinkedHashMap<>();
        tasks.forEach((name, task) -> {
            ConfigObject block = (ConfigObject) OptionsBinder.written(task.component());
            Component<Dataset> data = task.data();
            written.put(name, data == null ? block : block.withValue(StudyTask.DATA, OptionsBinder.written(data)));
        });
        return written;
    }

    /** The components of an axis; empty if there are none. */
    Map<String, ConfigValue> axis(Axis axis) {
        return axes.getOrDefault(axis, Map.of());
    }

    /**
     * The study.
     *
     * @param found what is wrong already
     * @throws InvalidInputException with everything that is wrong, if anything is
     */
    Study study(Seq<Problem> found) {
        Validation<Seq<Problem>, Header> head =
                OptionsBinder.bind(Header.class, header.toConfig(), ConfigFactory.empty(), "");
        ConfigValue name = header.get("study");
        Draft draft = new Draft(
                name == null ? "" : Origins.place(name), head.map(Header::study).getOrElse("-"));
        Seq<Problem> problems = Vector.<Problem>empty()
                .appendAll(found)
                .appendAll(head.isValid() ? Vector.empty() : head.getError())
                .appendAll(add(Axis.ENCODER, VisionEncoder.class, draft::encoder))
                .appendAll(add(Axis.TOKENIZER, Tokenizer.class, draft::tokenizer))
                .appendAll(addPretrainings(draft))
                .appendAll(addTasks(draft));
        head.forEach(valid -> {
            draft.description(valid.description());
            draft.data(valid.data());
            draft.seeds(valid.seeds());
            draft.precision(valid.precision());
            ConfigValue written = header.get(PUBLISHED);
            for (int i = 0; i < valid.published().size(); i++) {
                String place = written instanceof ConfigList list ? Origins.place(list.get(i)) : "";
                draft.published(valid.published().get(i), place);
            }
        });
        if (head.isValid()) {
            problems = problems.appendAll(draft.problems());
        }
        if (problems.nonEmpty()) {
            throw new InvalidInputException(problems.asJava());
        }
        return draft.study();
    }

    private <T> Seq<Problem> add(Axis axis, Class<T> type, BiConsumer<String, Component<T>> draft) {
        return Vector.ofAll(axis(axis).entrySet()).flatMap(entry -> {
            Validation<Seq<Problem>, Component<T>> component =
                    OptionsBinder.component(type, entry.getValue(), axis.key() + "." + entry.getKey());
            component.forEach(valid -> draft.accept(entry.getKey(), valid));
            return component.isValid() ? Vector.empty() : component.getError();
        });
    }

    /** The key of a tokenizer is the study's, not the framework's; one that is null was removed. */
    private Seq<Problem> addPretrainings(Draft draft) {
        return Vector.ofAll(axis(Axis.PRETRAINING).entrySet()).flatMap(entry -> {
            String path = Axis.PRETRAINING.key() + "." + entry.getKey();
            ConfigValue block = entry.getValue();
            ConfigValue own = block instanceof ConfigObject object ? object.get(StudyPretraining.TOKENIZER) : null;
            Validation<Seq<Problem>, Component<PretrainingFramework>> framework = OptionsBinder.component(
                    PretrainingFramework.class,
                    block instanceof ConfigObject object ? object.withoutKey(StudyPretraining.TOKENIZER) : block,
                    path);
            Vector<Problem> problems =
                    Vector.ofAll(framework.isValid() ? Vector.<Problem>empty() : framework.getError());
            if (own == null || own.valueType() == ConfigValueType.NULL) {
                framework.forEach(valid -> draft.pretraining(entry.getKey(), StudyPretraining.of(valid)));
                return problems;
            }
            if (own.valueType() != ConfigValueType.STRING) {
                return problems.append(new Problem(
                        "PECO-104",
                        path + "." + StudyPretraining.TOKENIZER + " has the wrong type",
                        Origins.place(own),
                        "expected the name of one of the study's tokenizers"));
            }
            String tokenizer = String.valueOf(own.unwrapped());
            framework.forEach(valid -> draft.pretraining(entry.getKey(), new StudyPretraining(valid, tokenizer)));
            return problems;
        });
    }

    /** The key of a data set is the study's, not the task's; one that is null was removed. */
    private Seq<Problem> addTasks(Draft draft) {
        return Vector.ofAll(axis(Axis.TASK).entrySet()).flatMap(entry -> {
            String path = Axis.TASK.key() + "." + entry.getKey();
            ConfigValue block = entry.getValue();
            ConfigValue own = block instanceof ConfigObject object ? object.get(StudyTask.DATA) : null;
            Validation<Seq<Problem>, Component<DownstreamTask>> task = OptionsBinder.component(
                    DownstreamTask.class,
                    block instanceof ConfigObject object ? object.withoutKey(StudyTask.DATA) : block,
                    path);
            if (own == null || own.valueType() == ConfigValueType.NULL) {
                task.forEach(valid -> draft.task(entry.getKey(), StudyTask.of(valid)));
                return task.isValid() ? Vector.empty() : task.getError();
            }
            Validation<Seq<Problem>, Component<Dataset>> data =
                    OptionsBinder.component(Dataset.class, own, path + "." + StudyTask.DATA);
            if (task.isValid() && data.isValid()) {
                draft.task(entry.getKey(), new StudyTask(task.get(), data.get()));
            }
            return Vector.<Problem>empty()
                    .appendAll(task.isValid() ? Vector.empty() : task.getError())
                    .appendAll(data.isValid() ? Vector.empty() : data.getError());
        });
    }
}
