package io.peco4j.datasets.video;

import ai.djl.util.Utils;
import java.util.Locale;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native libraries, loaded once.
 *
 * <p>They are unpacked into {@code ffmpeg} below the folder of the tensor engine's: {@code ENGINE_CACHE_DIR}, {@code
 * DJL_CACHE_DIR} or {@code ~/.djl.ai}. What FFmpeg logs goes to SLF4J at debug; where that is off, it logs nothing.
 */
final class Ffmpeg {
    private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
    private static final int MESSAGE = 256;

    /** FFmpeg keeps its address: it must not be collected. */
    private static final LogCallback LOGGING;

    static {
        // What JavaCPP reads when its first class is loaded.
        property("cachedir", Utils.getEngineCacheDir().resolve("ffmpeg").toString());
        property("logger", "slf4j");
        // It would count the tensors of the engine, and refuse memory while there are many.
        property("maxbytes", "0");
        property("maxphysicalbytes", "0");
        LOGGING = new LogCallback() {
            @Override
            public void call(int level, BytePointer message) {
                LOG.debug("{}", message.getString().stripTrailing());
            }
        };
        avutil.setLogCallback(LOGGING);
        avutil.av_log_set_level(LOG.isDebugEnabled() ? avutil.AV_LOG_WARNING : avutil.AV_LOG_QUIET);
        LOG.debug(
                "FFmpeg: avformat {}, avcodec {}, swscale {}",
                version(avformat.avformat_version()),
                version(avcodec.avcodec_version()),
                version(swscale.swscale_version()));
    }

    private Ffmpeg() {}

    private static void property(String name, String value) {
        String key = "org.bytedeco.javacpp." + name;
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    private static String version(int packed) {
        return String.format(Locale.ROOT, "%d.%d.%d", packed >> 16, packed >> 8 & 0xff, packed & 0xff);
    }

    /** Loads it; to be called before any class of FFmpeg is touched. */
    static void load() {
        // The work is done when this class is initialised.
    }

    /** What an error code means. */
    static String message(int error) {
        try (BytePointer text = new BytePointer(MESSAGE)) {
            avutil.av_strerror(error, text, MESSAGE);
            // Up to the zero at its end.
            return text.limit(0).getString();
        }
    }

    /**
     * Checks a result.
     *
     * @param what was tried, such as {@code cannot be opened}
     * @throws VideoException if it is negative
     */
    static int check(int result, String what) throws VideoException {
        if (result < 0) {
            throw new VideoException(what + ": " + message(result));
        }
        return result;
    }
}
