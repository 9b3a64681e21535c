package io.peco4j.nn.dino;

/**
 * What a teacher's outputs are divided by before the softmax, epoch by epoch: it rises along a line, whose ends are the
 * first and the last epoch of the warm-up, and stays.
 *
 * @param first in the first epoch, above 0
 * @param last after the warm-up, above 0
 * @param epochs of the warm-up; 0: none
 */
public record TeacherTemperature(double first, double last, int epochs) {

    /** @param epoch the pass over the data, from 0 */
    public double at(int epoch) {
        if (epoch >= epochs) {
            return last;
        }
        return epochs == 1 ? first : first + (last - first) * epoch / (epochs - 1);
    }
}
