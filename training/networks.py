"""Small networks of one hidden layer in the form that `record::network` reads."""


def write(model, path, what, by):
    """Writes the first and the last layer of `model`; `what` says what the numbers are of, `by` which script fitted it."""
    first, last = model[0], model[len(model) - 1]
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"# A network over {what}, fitted by training/{by}.\n")
        out.write("# unit: weight in the sum, bias, then a weight for each number\n")
        out.write(f"bias\t{float(last.bias.detach()[0]):.5f}\n")
        for i in range(first.out_features):
            numbers = [float(last.weight.detach()[0, i]), float(first.bias.detach()[i]), *first.weight[i].tolist()]
            out.write("unit\t" + "\t".join(f"{n:.5f}" for n in numbers) + "\n")
