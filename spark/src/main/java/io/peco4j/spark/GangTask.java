package io.peco4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.BarrierTaskContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * Runs one of the workers of a stage in a process of its own, beside the others of a barrier stage. What the workers
 * have to tell each other before they are connected goes by {@code allGather}, which takes a second each time: lines
 * that begin with {@value #GATHER} are not the driver's, but gathered, and all of them answered to each worker.
 *
 * <p>A worker that ends without success ends its task by an exception, so that Spark ends the others' at once. One that
 * ends with success tells so by {@code allGather}, too: where the others have not met it yet, as it found the result
 * made already, they would wait for it for ever.
 */
final class GangTask extends AbstractFunction1<Iterator<Call>, Iterator<Ended>> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** In a command: where the others reach the worker. */
    private static final String ADDRESS = "{address}";

    private static final String GATHER = "{\"gather\":";
    private static final String GATHERED = "{\"gathered\":[";
    private static final String DONE = "done";

    @Override
    public Iterator<Ended> apply(Iterator<Call> calls) {
        Call call = calls.next();
        BarrierTaskContext task = BarrierTaskContext.get();
        Ended ended = new Ended(call.rank(), Ended.LEFT_BEHIND, List.of());
        try {
            ended = run(call, task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            EventPlugin.end(call, ended);
        }
        if (ended.code() != 0) {
            throw new IllegalStateException("the worker " + ended.rank() + " ended with exit code " + ended.code());
        }
        return CollectionConverters.asScala(List.of(ended).iterator());
    }

    private static Ended run(Call call, BarrierTaskContext task) throws IOException, InterruptedException {
        String address = host(task.getTaskInfos()[task.partitionId()].address());
        List<String> command = call.command().stream()
                .map(part -> part.equals(ADDRESS) ? address : part)
                .toList();
        AtomicBoolean done = new AtomicBoolean();
        try (Program program = new Program(command, call)) {
            int code = program.await(
                    line -> {
                        if (line.startsWith(GATHER)) {
                            List<String> all = List.of(task.allGather(line));
                            if (all.contains(DONE)) {
                                done.set(true);
                                program.end();
                            } else {
                                program.say(GATHERED + String.join(",", all) + "]}");
                            }
                        } else {
                            EventPlugin.say(call, line);
                        }
                    },
                    task);
            List<String> errors = program.errors();
            if (code == 0) {
                task.allGather(DONE);
            }
            return new Ended(call.rank(), done.get() ? 0 : code, errors);
        }
    }

    /** Without the port of the executor, and without the brackets of IPv6. */
    private static String host(String address) {
        String host = address.substring(0, address.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
