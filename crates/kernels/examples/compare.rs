//! Times the kernels beside rten's, in turn in one process, and prints the best of many runs.
//!
//! ```text
//! cargo run --release -p kernels --example compare
//! ```

use std::time::{Duration, Instant};

use kernels::{ByteWeights, FloatPanels, Instructions, Strided};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_tensor::NdTensorView;

const RUNS: usize = 60;

fn main() {
    // Without a pool of its own, rten would spread a product over all threads.
    let pool = rten_gemm_pool();
    pool(&|| {
        for (rows, inputs, outputs) in
            [(246, 384, 1152), (246, 384, 384), (128, 384, 1536), (128, 1536, 384), (60, 384, 1152), (16, 384, 384)]
        {
            bytes(rows, inputs, outputs);
        }
        for (rows, depth, columns, lying) in [(246, 32, 246, true), (246, 246, 32, false), (60, 32, 60, true)] {
            floats(rows, depth, columns, lying);
        }
    });
}

fn rten_gemm_pool() -> impl Fn(&(dyn Fn() + Sync)) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    move |work| pool.install(work)
}

/// Runs each in turn and prints what the quickest run of each did, in thousands of millions of products a second.
/// What takes part in a comparison: its name, and what it does.
type Contender<'a> = (&'a str, Box<dyn FnMut() + 'a>);

fn compare(name: &str, products: usize, contenders: &mut [Contender<'_>]) {
    let mut best = vec![Duration::MAX; contenders.len()];
    for _ in 0..RUNS {
        for ((_, run), best) in contenders.iter_mut().zip(&mut best) {
            let start = Instant::now();
            run();
            *best = start.elapsed().min(*best);
        }
    }
    print!("{name:28}");
    for ((name, _), best) in contenders.iter().zip(best) {
        print!("  {name} {:6.1}", products as f64 / best.as_secs_f64() / 1e9);
    }
    println!();
}

fn bytes(rows: usize, inputs: usize, outputs: usize) {
    let weights: Vec<i8> = (0..inputs * outputs).map(|i| ((i * 31 % 127) as i8) - 63).collect();
    let bytes: Vec<u8> = (0..rows * inputs).map(|i| (i * 17 % 256) as u8).collect();
    let packed = ByteWeights::new(&weights, inputs);
    let rten = GemmExecutor::<u8, i8, i32>::new();
    let view = NdTensorView::from_data([outputs, inputs], weights.as_slice());
    let theirs = rten.prepack_b(view.transposed());
    let mut sums = vec![0; rows * outputs];
    let (bytes, packed) = (bytes.as_slice(), &packed);
    let mut contenders: Vec<Contender<'_>> = vec![(
        "rten",
        Box::new(move || {
            let input = GemmInputA::Unpacked(NdTensorView::from_data([rows, inputs], bytes));
            rten.gemm(&mut sums, input, GemmInputB::Packed(&theirs), GemmOptions::default()).expect("sizes that fit");
        }),
    )];
    for instructions in Instructions::all() {
        let mut sums = vec![0; rows * outputs];
        contenders.push((instructions.name(), Box::new(move || packed.multiply(instructions, bytes, &mut sums))));
    }
    compare(&format!("bytes {rows}×{inputs}×{outputs}"), rows * inputs * outputs, &mut contenders);
}

fn floats(rows: usize, depth: usize, columns: usize, lying: bool) {
    let a: Vec<f32> = (0..rows * depth).map(|i| (i * 17 % 101) as f32).collect();
    let b: Vec<f32> = (0..depth * columns).map(|i| (i * 31 % 127) as f32).collect();
    let (a, b) = (a.as_slice(), b.as_slice());
    let rten = GemmExecutor::<f32>::new();
    let mut sums = vec![0.0; rows * columns];
    let mut contenders: Vec<Contender<'_>> = vec![(
        "rten",
        Box::new(move || {
            let left = GemmInputA::Unpacked(NdTensorView::from_data([rows, depth], a));
            let turned = NdTensorView::from_data([columns, depth], b);
            let right = if lying { turned.transposed() } else { NdTensorView::from_data([depth, columns], b) };
            rten.gemm(&mut sums, left, GemmInputB::Unpacked(right), GemmOptions::default()).expect("sizes that fit");
        }),
    )];
    for instructions in Instructions::all() {
        let mut panels = FloatPanels::default();
        let mut sums = vec![0.0; rows * columns.next_multiple_of(32)];
        let matrix = match lying {
            true => Strided { numbers: b, down: 1, right: depth },
            false => Strided { numbers: b, down: columns, right: 1 },
        };
        let rows_of_a = Strided { numbers: a, down: depth, right: 1 };
        contenders.push((
            instructions.name(),
            Box::new(move || {
                panels.pack(matrix, depth, columns);
                panels.multiply(instructions, rows_of_a, rows, &mut sums);
            }),
        ));
    }
    compare(&format!("floats {rows}×{depth}×{columns}"), rows * depth * columns, &mut contenders);
}
