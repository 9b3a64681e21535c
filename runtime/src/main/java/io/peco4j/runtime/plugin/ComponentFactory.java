package io.peco4j.runtime.plugin;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.InjectionPoint;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the components of one plugin are made.
 *
 * <p>The injector finds the arguments, and the constructor is called after it has returned: within it, a component that
 * nests another one of its own class would be taken for a circular dependency.
 *
 * @param injector the plugin's own
 * @param scope holds what is given while something is made
 * @param context set while the plugin's code runs
 */
record ComponentFactory(Injector injector, CreationScope scope, ContextLoader context) {

    /**
     * Makes an instance.
     *
     * @throws Failure with whatever the plugin's code threw
     */
    Object make(InjectionPoint constructor, ComponentInputs inputs) throws Failure {
        return context.call(() -> scope.making(inputs, () -> construct(constructor)));
    }

    private Object construct(InjectionPoint point) throws Failure {
        Constructor<?> constructor = (Constructor<?>) point.getMember();
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments(point.getDependencies()));
        } catch (InvocationTargetException e) {
            throw new Failure(e.getTargetException());
        } catch (ProvisionException e) {
            throw new Failure(e.getCause() == null ? new IllegalStateException(inWords(e), e) : e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("checked when the plugin was loaded: " + constructor, e);
        }
    }

    private static String inWords(ProvisionException failure) {
        return failure.getErrorMessages().stream().map(InjectorWords::what).collect(Collectors.joining("; "));
    }

    private Object[] arguments(List<Dependency<?>> dependencies) {
        return dependencies.stream()
                .map(dependency -> injector.getInstance(dependency.getKey()))
                .toArray();
    }

    /** Carries what the plugin's code threw out of the calls that may throw nothing checked. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Throwable thrown;

        private Failure(Throwable thrown) {
            super(null, thrown); // without a message: to be asked for one, it may throw
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }
    }
}
