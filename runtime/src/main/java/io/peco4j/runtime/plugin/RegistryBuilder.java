package io.peco4j.runtime.plugin;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects plugins one by one, and sets aside those that do not work or do not go together. */
final class RegistryBuilder {
    private final PluginLoader loader;
    private final List<LoadedPlugin> loaded = new ArrayList<>();
    private final List<Quarantined> quarantined = new ArrayList<>();

    RegistryBuilder(PluginLoader loader) {
        this.loader = loader;
    }

    void folder(Path folder, boolean bundled) {
        List<Path> places;
        if (!Files.exists(folder)) {
            quarantined.add(new Quarantined(
                    String.valueOf(folder.getFileName()), folder.toString(), List.of(JarProblems.absent(folder))));
            return;
        }
        try {
            places = PluginSource.isJar(folder) ? List.of(folder) : PluginSource.places(folder);
        } catch (InvalidInputException e) {
            quarantined.add(new Quarantined(String.valueOf(folder.getFileName()), folder.toString(), e.problems()));
            return;
        }
        for (Path place : places) {
            try {
                PluginSource.at(place, bundled).map(loader::load).ifPresent(loaded::add);
            } catch (InvalidInputException e) {
                quarantined.add(new Quarantined(PluginSource.fileName(place), place.toString(), e.problems()));
            }
        }
    }

    void module(PluginModule module) {
        String name = module.getClass().getSimpleName();
        try {
            loaded.add(loader.load(module));
        } catch (InvalidInputException e) {
            quarantined.add(new Quarantined(name, Plugin.CLASS_PATH, e.problems()));
        }
    }

    Registry build() {
        Map<LoadedPlugin, List<Problem>> clashes = clashes();
        List<LoadedPlugin> good = new ArrayList<>(loaded);
        List<LeftOut> leftOut =
                loaded.stream().flatMap(plugin -> plugin.leftOut().stream()).toList();
        loaded.stream().filter(plugin -> plugin.entries().isEmpty()).forEach(plugin -> {
            good.remove(plugin);
            plugin.close();
            quarantined.add(new Quarantined(
                    PluginSource.fileName(Path.of(plugin.plugin().location())),
                    plugin.plugin().location(),
                    plugin.remarks()));
        });
        clashes.forEach((plugin, problems) -> {
            good.remove(plugin);
            plugin.close();
            quarantined.add(
                    new Quarantined(plugin.plugin().name(), plugin.plugin().location(), problems));
        });
        return new Registry(good, quarantined, leftOut);
    }

    /**
     * Plugins that register an id that another one has, too. Both are set aside, for the order of folders must not
     * decide what a study means; only a bundled one stays.
     */
    private Map<LoadedPlugin, List<Problem>> clashes() {
        Map<LoadedPlugin, List<Problem>> clashes = new LinkedHashMap<>();
        for (LoadedPlugin one : loaded) {
            for (LoadedPlugin other : loaded) {
                if (one == other || one.bundled() && !other.bundled()) {
                    continue;
                }
                List<Problem> problems = one.entries().stream()
                        .filter(entry -> other.has(entry.kind(), entry.id()))
                        .map(entry -> PluginProblems.duplicateId(
                                one.plugin().location(),
                                entry.kind(),
                                entry.id(),
                                other.plugin().location()))
                        .toList();
                if (!problems.isEmpty()) {
                    clashes.computeIfAbsent(one, key -> new ArrayList<>()).addAll(problems);
                }
            }
        }
        return clashes;
    }
}
