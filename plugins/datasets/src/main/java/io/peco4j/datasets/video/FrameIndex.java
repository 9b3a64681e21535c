package io.peco4j.datasets.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Which packet holds which frame, found by reading all packets and decoding none: headers often do not say how many
 * frames there are, or say it wrong.
 *
 * @param packets in the order of the file, which is that of decoding
 * @param shown the packets of the frames, in the order of display; packets that are only decoded are left out
 * @param exact whether that order is certain, and packets are found again wherever reading begins. Otherwise frames are
 *     counted as they are decoded, from the beginning of the file
 */
record FrameIndex(List<Packet> packets, List<Integer> shown, boolean exact) {

    /**
     * A packet.
     *
     * @param position its place in the file, negative if unknown
     * @param time when to look for it
     * @param display when its frame is shown
     * @param key whether decoding may begin with it
     * @param shown whether its frame is shown at all
     */
    record Packet(long position, long time, long display, boolean key, boolean shown) {
        private static Packet of(AVPacket packet) {
            long decoded = packet.dts();
            long display = packet.pts();
            return new Packet(
                    packet.pos(),
                    decoded != avutil.AV_NOPTS_VALUE ? decoded : display,
                    display != avutil.AV_NOPTS_VALUE ? display : decoded,
                    (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0,
                    (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) == 0);
        }
    }

    /**
     * Reads a file that was just opened to its end.
     *
     * @throws VideoException if it has no frame, or is cut off
     */
    static FrameIndex of(VideoFile file) throws VideoException {
        List<Packet> packets = new ArrayList<>();
        int damaged = 0;
        while (file.next()) {
            packets.add(Packet.of(file.packet()));
            damaged += (file.packet().flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0 ? 1 : 0;
        }
        List<Integer> shown = IntStream.range(0, packets.size())
                .filter(i -> packets.get(i).shown())
                .boxed()
                .sorted(Comparator.comparingLong(i -> packets.get(i).display()))
                .toList();
        if (shown.isEmpty()) {
            throw new VideoException("its video stream has no frame");
        }
        int whole = packets.size() - damaged;
        int expected = Math.max(file.listed(), packets.size());
        if (whole < expected) {
            throw new VideoException("cut off: " + whole + " of " + expected + " frames are there");
        }
        boolean exact = !file.hidesOrder() && tellsApart(packets, shown);
        return new FrameIndex(List.copyOf(packets), shown, exact);
    }

    /**
     * Checks that there are as many packets as the header says, for a file that is shorter than it says. Without that,
     * fewer are no loss: headers count dropped frames, too.
     *
     * @throws VideoException if there are fewer
     */
    void require(long stated) throws VideoException {
        if (packets.size() < stated) {
            throw new VideoException("cut off: " + packets.size() + " of " + stated + " frames are there");
        }
    }

    private static boolean tellsApart(List<Packet> packets, List<Integer> shown) {
        Set<Long> positions = new HashSet<>();
        Set<Long> displays = new HashSet<>();
        return packets.stream().allMatch(packet -> packet.position() >= 0 && positions.add(packet.position()))
                && shown.stream()
                        .map(i -> packets.get(i).display())
                        .allMatch(time -> time != avutil.AV_NOPTS_VALUE && displays.add(time));
    }

    /** The last packet from which a frame can be decoded: of a key frame that is shown no later. */
    int start(int frame) {
        if (!exact) {
            return 0;
        }
        int own = shown.get(frame);
        long display = packets.get(own).display();
        for (int i = own; i > 0; i--) {
            if (packets.get(i).key() && packets.get(i).display() <= display) {
                return i;
            }
        }
        return 0;
    }

    /** When to look for a packet. */
    long time(int packet) {
        return packets.get(packet).time();
    }

    /** The packet at a place in the file; -1 if there is none. */
    int at(long position) {
        return IntStream.range(0, packets.size())
                .filter(i -> packets.get(i).position() == position)
                .findFirst()
                .orElse(-1);
    }

    /** The numbers of the frames by packet; -1 for packets that are only decoded. */
    int[] numbers() {
        int[] numbers = new int[packets.size()];
        Arrays.fill(numbers, -1);
        for (int frame = 0; frame < shown.size(); frame++) {
            numbers[shown.get(frame)] = frame;
        }
        return numbers;
    }
}
