package io.peco4j.datasets.scenes;

/** A closed line of straight edges around the origin. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Polygon(double[] xs, double[] ys) {

    /** Corners at alternating distances, the first one at the top: a regular polygon or a star. */
    static Polygon around(int corners, double... radii) {
        double[] xs = new double[corners];
        double[] ys = new double[corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double radius = radii[i % radii.length];
            xs[i] = radius * StrictMath.sin(angle);
            ys[i] = -radius * StrictMath.cos(angle);
        }
        return new Polygon(xs, ys);
    }

    /** From coordinates in pairs. */
    static Polygon of(double... xy) {
        double[] xs = new double[xy.length / 2];
        double[] ys = new double[xy.length / 2];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = xy[2 * i];
            ys[i] = xy[2 * i + 1];
        }
        return new Polygon(xs, ys);
    }

    /** The distance to the nearest edge, negative inside. */
    double distance(double x, double y) {
        double nearest = Double.MAX_VALUE;
        boolean inside = false;
        int last = xs.length - 1;
        for (int i = 0; i < xs.length; last = i++) {
            double edgeX = xs[last] - xs[i];
            double edgeY = ys[last] - ys[i];
            double toX = x - xs[i];
            double toY = y - ys[i];
            double along = (toX * edgeX + toY * edgeY) / (edgeX * edgeX + edgeY * edgeY);
            double part = Math.max(0, Math.min(1, along));
            double offX = toX - part * edgeX;
            double offY = toY - part * edgeY;
            nearest = Math.min(nearest, offX * offX + offY * offY);
            boolean crosses = (ys[i] > y) != (ys[last] > y) && toX < edgeX * toY / edgeY;
            inside ^= crosses;
        }
        double distance = Math.sqrt(nearest);
        return inside ? -distance : distance;
    }
}
