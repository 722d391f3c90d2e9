package price

// Task is the size of a Fargate task.
type Task struct {
	VCPU, GB float64
	// ExtraStorageGB is ephemeral storage beyond the 20 GiB that are included.
	ExtraStorageGB float64
	ARM            bool
}

// Task is what a task costs on demand in a month in which it always runs.
func (t Table) Task(s Task) float64 {
	cpu, memory := FargateX86VCPUHour, FargateX86GBHour
	if s.ARM {
		cpu, memory = FargateARMVCPUHour, FargateARMGBHour
	}
	return s.VCPU*t.Month(cpu) + s.GB*t.Month(memory) + s.ExtraStorageGB*t.Month(FargateStorageGBHour)
}
