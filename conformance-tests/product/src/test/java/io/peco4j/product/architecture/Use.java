package io.peco4j.product.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A class that needs another one: what ArchUnit sees, and the annotations of record components, which it passes over
 * where they may stand nowhere else.
 *
 * @param from the class, without those that it is nested in
 * @param to likewise
 */
record Use(String from, String to) {

    /** @param excepted classes whose uses do not count */
    static Set<Use> of(JavaClasses classes, Predicate<JavaClass> excepted) {
        Set<Use> uses = new LinkedHashSet<>();
        classes.stream().filter(excepted.negate()).forEach(from -> {
            from.getDirectDependenciesFromSelf()
                    .forEach(each -> add(
                            uses,
                            from,
                            each.getTargetClass().getBaseComponentType().getName()));
            if (from.isRecord()) {
                for (RecordComponent component : from.reflect().getRecordComponents()) {
                    for (Annotation annotation : component.getAnnotations()) {
                        add(uses, from, annotation.annotationType().getName());
                    }
                }
            }
        });
        return uses;
    }

    private static void add(Set<Use> uses, JavaClass from, String to) {
        Use use = new Use(outermost(from.getName()), outermost(to));
        if (!use.from().equals(use.to())) {
            uses.add(use);
        }
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    @Override
    public String toString() {
        return from + " uses " + to;
    }
}
