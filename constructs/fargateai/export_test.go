package fargateai

// RunTaskText is the script that runs a one-off task.
var RunTaskText = runTaskText
